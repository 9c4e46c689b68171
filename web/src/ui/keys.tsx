const SIGNS: Record<string, string> = {
  mod: navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl',
  shift: '⇧',
  alt: navigator.platform.startsWith('Mac') ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  delete: 'Del',
  space: 'Space',
}

/** A shortcut as keys: "mod+k", or a sequence "g c". */
export const Keys = ({ keys }: { keys: string }) => (
  <span className="inline-flex gap-1">
    {keys.split(/[ +]/).map((key, at) => (
      <kbd
        // biome-ignore lint/suspicious/noArrayIndexKey: a shortcut never changes its order
        key={at}
        className="min-w-5 rounded border border-line bg-surface px-1 text-center font-sans text-[11px] text-muted"
      >
        {SIGNS[key.toLowerCase()] ?? key.toUpperCase()}
      </kbd>
    ))}
  </span>
)
