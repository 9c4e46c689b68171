import { Trash2 } from 'lucide-react'
import { Button } from './button'

/** Between what stands and what was put away. */
export const BinSwitch = ({ label, on, onTurn }: { label: string; on: boolean; onTurn: (on: boolean) => void }) => (
  <Button
    look="quiet"
    aria-pressed={on}
    className={on ? 'bg-raised text-accent' : undefined}
    onClick={() => onTurn(!on)}
  >
    <Trash2 />
    {label}
  </Button>
)
