import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { BAR, spread } from './figures'

/** One line: a name and a value for each iteration, null where it cannot be told. */
export interface Series {
  name: string
  values: (number | null)[]
  main?: boolean
}

// Lines are told apart by dash as well as by grey: colour is kept for what it means.
const HEIGHT = 245 // of the plot, px
const APART = 6 // of 100 between two names
const DASHES = ['1 0', '6 3', '2 3', '8 3 2 3', '4 2']

/** Values over iterations, 0–100, with the bar that a take has to reach. */
export const LinesOf = ({ series, points, label }: { series: Series[]; points: string[]; label: string }) => {
  const ends = spread(
    series.map(({ values }) => values.at(-1) ?? null),
    APART,
  )
  const data = points.map((point, at) => ({ point, ...series.map(({ values }) => values[at] ?? null) }))
  return (
    <div role="img" aria-label={label} className="h-72 w-full min-w-0">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={data} margin={{ top: 8, right: 168, bottom: 4, left: -16 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="point"
            stroke="var(--line-strong)"
            tick={{ fill: 'var(--muted)', fontSize: 12 }}
            tickLine={false}
            padding={{ left: 16, right: 16 }}
          />
          <YAxis
            domain={[0, 100]}
            ticks={[0, 25, 50, 70, 85, 100]}
            interval={0}
            stroke="var(--line-strong)"
            tick={{ fill: 'var(--muted)', fontSize: 12 }}
            tickLine={false}
          />
          <ReferenceLine y={BAR} stroke="var(--retake)" strokeDasharray="3 3" />
          {series.map(({ name, main, values }, at) => (
            <Line
              key={name}
              dataKey={String(at)}
              stroke={main ? 'var(--accent)' : 'var(--muted)'}
              strokeWidth={main ? 3 : 1.5}
              strokeDasharray={main ? undefined : DASHES[at % DASHES.length]}
              dot={{ r: main ? 4 : 2.5, strokeDasharray: '0' }}
              connectNulls
              isAnimationActive={false}
              label={(props) => (
                <End
                  {...props}
                  last={values.findLastIndex((value) => value !== null)}
                  lift={((ends[at] ?? 0) * HEIGHT) / 100}
                  text={name}
                  main={main}
                />
              )}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}

interface EndProps {
  x?: number | string
  y?: number | string
  index?: number
  /** The last place that has a value; −1 where there is none, and no name. */
  last: number
  /** Pixels upwards, so that names of lines that end close together can be read. */
  lift: number
  text: string
  main?: boolean
}

/** A line's name at its end, so that nobody looks from a legend to a line. */
const End = ({ x, y, index, last, lift, text, main }: EndProps) =>
  index === last ? (
    <text
      x={Number(x) + 10}
      y={Number(y) - lift}
      dy="0.35em"
      fontSize={main ? 13 : 11}
      fontWeight={main ? 600 : 400}
      fill={main ? 'var(--accent)' : 'var(--muted)'}
    >
      {text}
    </text>
  ) : null
