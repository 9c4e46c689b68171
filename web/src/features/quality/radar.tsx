import { PolarAngleAxis, PolarGrid, PolarRadiusAxis, Radar, RadarChart, ResponsiveContainer } from 'recharts'
import type { AxisOut } from '@/api/generated/types.gen'
import { useDimension } from '@/ui/use-dimension'
import { merged } from './figures'

const LEAST = 3 // axes: fewer are no shape
// the newest take is the accent; what it is compared with is a dashed grey line
const LINES = ['var(--accent)', 'var(--muted)']

interface Tick {
  payload: { value: string }
  x: number
  y: number
  textAnchor: 'start' | 'middle' | 'end'
}

const WIDEST = 14 // letters of a line of a label

/** A label in lines that fit beside the radar. */
const linesOf = (text: string) =>
  text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDEST) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
    return lines
  }, [])

const Label = ({ payload, x, y, textAnchor }: Tick) => (
  <text x={x} y={y} textAnchor={textAnchor} fontSize={11} fill="var(--muted)">
    {linesOf(payload.value).map((line, at, { length }) => (
      <tspan key={line} x={x} dy={at === 0 ? `${0.35 - (length - 1) * 0.55}em` : '1.1em'}>
        {line}
      </tspan>
    ))}
  </text>
)

/** The dimensions that can be told as a shape, 0–100; those who do not see it read the table beside it. */
export const RadarOf = ({ radars, label, size = 260 }: { radars: AxisOut[][]; label: string; size?: number }) => {
  const named = useDimension()
  const axes = merged(radars)
  if (axes.length < LEAST) return null
  const data = axes.map(({ dimension, values }) => ({ dimension: named(dimension), ...values }))
  return (
    <div role="img" aria-label={label} style={{ height: size }} className="w-full min-w-0">
      <ResponsiveContainer width="100%" height="100%">
        <RadarChart data={data} outerRadius="58%" accessibilityLayer={false}>
          <PolarGrid stroke="var(--line-strong)" strokeOpacity={0.6} />
          <PolarAngleAxis dataKey="dimension" tick={(props) => <Label {...(props as Tick)} />} />
          <PolarRadiusAxis domain={[0, 100]} ticks={[0, 70, 100] as never} tick={false} axisLine={false} />
          {radars.map((_, at) => (
            <Radar
              // biome-ignore lint/suspicious/noArrayIndexKey: which take it is, is its place
              key={at}
              dataKey={String(at)}
              stroke={LINES[at]}
              strokeWidth={2}
              strokeDasharray={at ? '4 3' : undefined}
              fill={LINES[at]}
              fillOpacity={at ? 0 : 0.18}
              isAnimationActive={false}
              dot={at ? false : { r: 2.5, fill: LINES[at], fillOpacity: 1 }}
            />
          ))}
        </RadarChart>
      </ResponsiveContainer>
    </div>
  )
}
