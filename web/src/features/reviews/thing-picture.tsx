import type { ThingOut } from '@/api/generated/types.gen'
import { Picture } from '@/ui/picture'
import type { Target } from './target'

// faces and figures stand upright: nothing of them is cut off
const UPRIGHT = new Set(['character', 'variation'])

/** The picture of a thing that is reviewed, as small as a list shows it; beside its name it says nothing of its own. */
export const ThingPicture = ({
  target,
  thing,
  className,
}: {
  target: Pick<Target, 'kind'>
  thing: ThingOut | null | undefined
  className: string
}) => (
  <Picture
    src={thing?.thumbnail_url}
    alt=""
    edge={160}
    fit={UPRIGHT.has(target.kind) ? 'contain' : 'cover'}
    className={className}
  />
)
