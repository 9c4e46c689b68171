import { cn } from '@/lib/cn'
import { wordDiff } from './words'

const LOOKS = { same: '', gone: 'bg-retake/20 text-retake line-through', new: 'bg-excellent/20 text-excellent' }

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
