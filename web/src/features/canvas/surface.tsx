import './canvas.css'
import {
  Background,
  ConnectionMode,
  type EdgeTypes,
  MarkerType,
  MiniMap,
  type NodeTypes,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react'
import { type DragEvent, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shared } from '@/realtime/document'
import { Cursors } from './cursors'
import { LabelledEdge } from './edge'
import { First } from './first'
import { DRAGGED, readDragged } from './kinds'
import { LineBar } from './line-bar'
import { NoteNode, ThingNode } from './nodes'
import { Writing } from './note-text'
import { Holders, useOthers } from './others'
import { SelectionBar, StepBar, ZoomBar } from './tools'
import { Tray } from './tray'
import { type Canvas, useCanvas } from './use-canvas'
import { useFlow } from './use-flow'
import { useKeys } from './use-keys'

const NODES: NodeTypes = { thing: ThingNode, note: NoteNode }
const EDGES: EdgeTypes = { labelled: LabelledEdge }
const ARROW = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--line-strong)' } }
const SURFACE = 'canvas-surface'
const FIT = { padding: 0.15, maxZoom: 1 }

/** A thing of the tray is dropped where the pointer is. */
const useDrop = (put: Canvas['put']) => {
  const { screenToFlowPosition } = useReactFlow()
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    onDrop: (event: DragEvent) => {
      const thing = readDragged(event.dataTransfer.getData(DRAGGED))
      if (!thing) return
      event.preventDefault()
      put(thing, screenToFlowPosition({ x: event.clientX, y: event.clientY }))
    },
  }
}

interface SurfaceProps {
  shared: Shared
  name: string
  /** Whether you may change it. */
  editable: boolean
  /** On a telephone: looked at, moved about, a tap opens. */
  narrow: boolean
  tray: boolean
  onTray: () => void
}

const Inside = ({ shared, name, editable, narrow, tray, onTray }: SurfaceProps) => {
  const { t } = useTranslation('canvas')
  const { screenToFlowPosition } = useReactFlow()
  const flow = useFlow(shared, editable)
  const { graph, nodes, edges, selected, lines } = flow
  const canvas = useCanvas(shared, flow, editable, SURFACE)
  const [writing, setWriting] = useState('')
  const chosen = useMemo(() => selected.map(({ id }) => id), [selected])
  const { others, point, holders } = useOthers(shared, chosen)
  const note = useCallback(() => setWriting(canvas.put({ kind: 'note', ref: null }) ?? ''), [canvas])
  const write = useCallback((id: string) => setWriting(editable ? id : ''), [editable])
  useKeys({ canvas, selected, note, write, toggleTray: onTray })
  const there = useMemo(() => new Set(Object.values(graph.nodes).map(({ ref }) => ref ?? '')), [graph])
  const words = useMemo(() => ({ shared, note: writing, write }), [shared, writing, write])
  const line = lines.size === 1 && selected.length === 0 ? [...lines][0] : undefined
  const drop = useDrop(canvas.put)
  return (
    <Holders value={holders}>
      <Writing value={words}>
        {tray && editable && (
          <Tray there={there} disabled={!editable} onPut={(kind, ref) => canvas.put({ kind, ref })} />
        )}
        <section
          id={SURFACE}
          aria-label={t('surface', { name })}
          className="relative min-w-0 flex-1"
          onPointerMove={({ clientX, clientY }) => point(screenToFlowPosition({ x: clientX, y: clientY }))}
          onPointerLeave={() => point(null)}
        >
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={NODES}
            edgeTypes={EDGES}
            defaultEdgeOptions={ARROW}
            onNodesChange={flow.onNodesChange}
            onEdgesChange={flow.onEdgesChange}
            {...flow.drags}
            {...drop}
            onConnect={({ source, target }) => canvas.connect(source, target)}
            onNodeClick={(_event, { data }) => narrow && canvas.open(data.spot)}
            onNodeDoubleClick={(_event, { id, data }) =>
              data.spot.kind === 'note' ? write(id) : canvas.open(data.spot)
            }
            onBeforeDelete={async () => {
              canvas.remove()
              return false // the document says what is there
            }}
            connectionMode={ConnectionMode.Loose}
            selectionMode={SelectionMode.Partial}
            deleteKeyCode={editable ? 'Backspace' : null}
            nodesDraggable={editable && !narrow}
            nodesConnectable={editable && !narrow}
            nodesFocusable
            edgesFocusable={editable}
            zoomOnDoubleClick={false}
            onlyRenderVisibleElements={nodes.length > 150}
            minZoom={0.1}
            maxZoom={2.5}
            fitView={nodes.length > 0}
            fitViewOptions={FIT}
          >
            <Background gap={24} size={1.5} />
            <Cursors others={others} />
            <Panel position="bottom-left">
              <ZoomBar />
            </Panel>
            {editable && !narrow && (
              <Panel position="top-left">
                <StepBar canvas={canvas} onNote={note} />
              </Panel>
            )}
            {!narrow && nodes.length > 0 && (
              <MiniMap pannable zoomable ariaLabel={t('map')} className="max-lg:hidden" />
            )}
            {editable && !narrow && (selected.length > 0 || line) && (
              <Panel position="top-center">
                {line ? (
                  <LineBar key={line} shared={shared} id={line} onRemove={canvas.remove} />
                ) : (
                  <SelectionBar canvas={canvas} selected={selected} />
                )}
              </Panel>
            )}
          </ReactFlow>
          {shared.ready && nodes.length === 0 && <First canvas={canvas} editable={editable} />}
        </section>
      </Writing>
    </Holders>
  )
}

/** The canvas itself. It comes with xyflow, which is fetched only here. */
export const Surface = (props: SurfaceProps) => (
  <ReactFlowProvider>
    <Inside {...props} />
  </ReactFlowProvider>
)
