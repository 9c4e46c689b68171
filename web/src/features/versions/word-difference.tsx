import { cn } from '@/lib/cn'
import { wordDiff } from './words'

const LOOKS = {
  same: '',
  gone: 'bg-retake/20 line-through decoration-retake',
  new: 'bg-excellent/20 decoration-excellent underline underline-offset-2',
}

/** Two texts as one: what went is struck out, what came is marked. */
export const Words = ({ before, after }: { before: string; after: string }) => (
  <p className="whitespace-pre-wrap break-words">
    {wordDiff(before, after).map(({ text, kind }, at) => {
      const Tag = ({ same: 'span', gone: 'del', new: 'ins' } as const)[kind]
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one difference never change their order
        <Tag key={at} className={cn('rounded-sm no-underline', LOOKS[kind])}>
          {text}
        </Tag>
      )
    })}
  </p>
)
