import { Film, Star, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Faces } from '@/ui/faces'
import { Field, Input, Select, TextArea } from '@/ui/field'
import { Menu, MenuItem } from '@/ui/menu'
import { PageHead } from '@/ui/page-head'
import { Picture } from '@/ui/picture'
import { Progress } from '@/ui/progress'
import { ScoreBadge } from '@/ui/score-badge'
import { Slider } from '@/ui/slider'
import { EmptyState, ErrorState, Skeleton } from '@/ui/states'
import { Switch } from '@/ui/switch'
import { tell, tellFailure } from '@/ui/toast'

const PEOPLE = ['Ada Lovelace', 'Mary Shelley', 'Satyajit Ray', 'Agnès Varda', 'Yasujirō Ozu', 'Lotte Reiniger'].map(
  (name) => ({ id: name, name }),
)
const PROBLEM = {
  type: '',
  title: 'no face found',
  status: 422,
  detail: 'No face was found in the picture. Use one where the face is larger.',
}

/** Every primitive on one page, in development only: what it looks like and how it behaves. */
export const Component = () => {
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState(35)
  const [on, setOn] = useState(true)
  return (
    <main className="flex flex-col gap-6 pb-10">
      <PageHead title="Primitives" told="development only">
        <Button look="primary" onClick={() => setOpen(true)}>
          Dialog
        </Button>
      </PageHead>
      <div className="flex flex-wrap items-center gap-3 px-4">
        <Button>Plain</Button>
        <Button look="primary">Primary</Button>
        <Button look="quiet">Quiet</Button>
        <Button look="danger">
          <Trash2 />
          Danger
        </Button>
        <Button busy>Busy</Button>
        <IconButton label="Circle this take" keys="c">
          <Star />
        </IconButton>
        <IconButton label="Pressed" pressed>
          <Film />
        </IconButton>
        <Menu trigger={<Button>Menu</Button>}>
          <MenuItem keys="r" onSelect={() => tell('Ordered')}>
            Take again
          </MenuItem>
        </Menu>
        <Button onClick={() => tell('Deleted', { undo: { label: 'Undo', run: () => tell('Taken back') } })}>
          Toast
        </Button>
        <Button onClick={() => tellFailure(PROBLEM)}>Failure</Button>
      </div>
      <div className="flex flex-wrap items-center gap-3 px-4">
        {[97, 85, 84.9, 70, 42, null].map((score) => (
          <ScoreBadge key={String(score)} score={score} />
        ))}
        {(['plain', 'accent', 'excellent', 'good', 'retake', 'stale'] as const).map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
        <Faces people={PEOPLE} />
      </div>
      <div className="grid max-w-xl gap-4 px-4">
        <Field label="Name" hint="As the script calls them">
          {(ids) => <Input {...ids} placeholder="EMMA" />}
        </Field>
        <Field label="Framing" error="This board has no such framing">
          {(ids) => (
            <Select {...ids}>
              <option>MCU</option>
            </Select>
          )}
        </Field>
        <Field label="Action">{(ids) => <TextArea {...ids} />}</Field>
        <Slider label="Lens" unit=" mm" min={12} max={200} value={value} onChange={setValue} />
        <Switch label="Depth of field" checked={on} onChange={setOn} />
        <Progress label="Frames" value={0.4} />
        <Skeleton className="h-8" />
        <Picture src={null} alt="" className="w-64" />
      </div>
      <EmptyState icon={<Film />} title="No board yet" action={<Button look="primary">Drop a script</Button>}>
        Words that teach.
      </EmptyState>
      <ErrorState error={PROBLEM} retry={() => undefined} />
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="A dialog"
        footer={<Button onClick={() => setOpen(false)}>Good</Button>}
      >
        Words.
      </Dialog>
    </main>
  )
}
