import { Dialog as Base } from '@base-ui/react/dialog'
import { Command as Cmdk } from 'cmdk'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useCommands } from '@/lib/commands'
import { Keys } from '@/ui/keys'

const close = () => useCommands.setState({ palette: false })

const grouped = (known: Record<string, Command>) => Object.entries(Object.groupBy(Object.values(known), (c) => c.group))

/** The command palette (mod+k): everything that can be done here, found by typing. */
export const Palette = () => {
  const { t } = useTranslation()
  const { known, palette } = useCommands()
  const groups = useMemo(() => grouped(known), [known])
  return (
    <Base.Root open={palette} onOpenChange={(open) => useCommands.setState({ palette: open })}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/60" />
        <Base.Popup className="-translate-x-1/2 fixed top-[12vh] left-1/2 z-50 w-[min(40rem,calc(100vw-1.5rem))] overflow-hidden rounded-lg border border-line-strong bg-surface shadow-2xl outline-none">
          <Base.Title className="sr-only">{t('commands')}</Base.Title>
          <Cmdk label={t('commands')} loop>
            <Cmdk.Input
              autoFocus
              placeholder={t('search')}
              className="h-12 w-full border-b bg-transparent px-4 text-[15px] outline-none placeholder:text-muted"
            />
            <Cmdk.List className="max-h-[50vh] overflow-y-auto p-2">
              <Cmdk.Empty className="p-4 text-center text-muted">{t('nothingFound')}</Cmdk.Empty>
              {groups.map(([group, commands]) => (
                <Cmdk.Group
                  key={group}
                  heading={group}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-[12px] [&_[cmdk-group-heading]]:text-muted"
                >
                  {commands?.map((command) => (
                    <Cmdk.Item
                      key={command.id}
                      value={`${command.group} ${command.title} ${command.id}`}
                      onSelect={() => {
                        close()
                        command.run()
                      }}
                      className="flex items-center rounded px-2 py-1.5 data-[selected=true]:bg-raised"
                    >
                      <span className="flex-1">{command.title}</span>
                      {command.keys && <Keys keys={command.keys} />}
                    </Cmdk.Item>
                  ))}
                </Cmdk.Group>
              ))}
            </Cmdk.List>
          </Cmdk>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
