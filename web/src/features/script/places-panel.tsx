import type { ScreenplayOut } from '@/api/generated/types.gen'
import { Place } from './place'

/** Where the script plays, and which environment of ours that is. */
export const PlacesPanel = ({ script }: { script: ScreenplayOut }) => (
  <ul>
    {script.places.map((place) => (
      <li key={place.name} className="border-b">
        <Place place={place} script={script} />
      </li>
    ))}
  </ul>
)
