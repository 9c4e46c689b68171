import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AmbientLight,
  Color,
  DirectionalLight,
  HemisphereLight,
  type Object3D,
  PerspectiveCamera,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js'
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'
import type { StageOut } from '@/api/generated/types.gen'
import { type Blocking, fovOf, fromThree, type Point, rounded, toThree, verticalFov } from './geometry'

interface SceneViewProps {
  stage: StageOut
  blocking: Blocking
  disabled: boolean
  /** The camera was moved by hand in the picture; comes once, when it is let go. */
  onCamera: (position: Point, target: Point) => void
}

interface Staged {
  scene: Scene
  renderer: WebGLRenderer
  camera: PerspectiveCamera
  controls: OrbitControls
  people: Map<string, { node: Object3D; heading: number; turn: number }>
  draw: () => void
  end: () => void
}

const SKIES = { day: 0xb4cbe4, dawn: 0xd8bda4, dusk: 0xa58a94, night: 0x161c28 }

const light = (scene: Scene, { interior, time }: StageOut['set']) => {
  scene.background = new Color(interior ? 0x2c2c2c : SKIES[time])
  scene.add(new AmbientLight(0xffffff, 0.5), new HemisphereLight(0xffffff, 0x8a8072, 1.2))
  const key = new DirectionalLight(0xffffff, 1.6)
  key.position.set(4, 9, 6)
  scene.add(key)
}

const build = (canvas: HTMLCanvasElement, set: StageOut['set'], onMoved: () => void): Staged => {
  const renderer = new WebGLRenderer({ canvas, antialias: true })
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2))
  const scene = new Scene()
  light(scene, set)
  const camera = new PerspectiveCamera(40, 16 / 9, 0.05, 200)
  const controls = new OrbitControls(camera, canvas)
  controls.enableDamping = false
  let asked = 0
  const draw = () => {
    cancelAnimationFrame(asked)
    asked = requestAnimationFrame(() => renderer.render(scene, camera))
  }
  controls.addEventListener('change', draw)
  controls.addEventListener('end', onMoved)
  const watch = new ResizeObserver(([entry]) => {
    const { width = 1, height = 1 } = entry?.contentRect ?? {}
    renderer.setSize(width, height, false)
    camera.aspect = width / Math.max(1, height)
    camera.updateProjectionMatrix()
    draw()
  })
  if (canvas.parentElement) watch.observe(canvas.parentElement)
  const end = () => {
    watch.disconnect()
    cancelAnimationFrame(asked)
    controls.dispose()
    renderer.dispose()
  }
  return { scene, renderer, camera, controls, people: new Map(), draw, end }
}

const load = async (staged: Staged, url: string) => {
  const { scene } = await new GLTFLoader().loadAsync(url)
  scene.traverse((node) => {
    if (node.userData.kind !== 'person') return
    staged.people.set(String(node.userData.character), {
      node,
      heading: Number(node.userData.heading),
      turn: node.rotation.z,
    })
  })
  staged.scene.add(scene)
}

/** The people and the camera as they stand in the blocking. */
const place = (staged: Staged, { people, camera }: Blocking) => {
  for (const person of people) {
    const found = staged.people.get(person.character)
    found?.node.position.set(...(person.position as Point)) // inside the stage's own node, which is z-up
    if (found) found.node.rotation.z = found.turn + ((person.heading - found.heading) * Math.PI) / 180
  }
  staged.camera.fov = verticalFov(fovOf(camera.lens_mm), camera.aspect)
  staged.camera.position.set(...toThree(camera.position))
  staged.controls.target.set(...toThree(camera.target))
  staged.camera.up.copy(new Vector3(0, 1, 0))
  staged.controls.update()
  staged.camera.rotateZ((-camera.roll * Math.PI) / 180)
  staged.camera.updateProjectionMatrix()
  staged.draw()
}

/** The blocked scene through the shot's own camera; dragging moves the camera around what it looks at. */
export const SceneView = ({ stage, blocking, disabled, onCamera }: SceneViewProps) => {
  const { t } = useTranslation('shots')
  const canvas = useRef<HTMLCanvasElement>(null)
  const staged = useRef<Staged | null>(null)
  const [state, setState] = useState<'loading' | 'there' | 'without'>('loading')
  const told = useRef(onCamera)
  told.current = onCamera

  useEffect(() => {
    if (!canvas.current) return
    let mine: Staged
    try {
      mine = build(canvas.current, stage.set, () => {
        const { camera, controls } = mine
        told.current(rounded(fromThree(camera.position.toArray())), rounded(fromThree(controls.target.toArray())))
      })
    } catch {
      setState('without')
      return
    }
    staged.current = mine
    setState('loading') // the people of another state of the shot are put where they stand now once they are there
    const shown = (state: 'there' | 'without') => () => staged.current === mine && setState(state)
    load(mine, stage.glb_url).then(shown('there'), shown('without'))
    return () => {
      staged.current = null
      mine.end()
    }
  }, [stage.glb_url, stage.set])

  useEffect(() => {
    if (!staged.current || state !== 'there') return
    staged.current.controls.enabled = !disabled
    place(staged.current, blocking)
  }, [blocking, state, disabled])

  return (
    <div className="relative aspect-video w-full overflow-hidden bg-raised">
      <canvas ref={canvas} aria-label={t('through')} role="img" className="absolute inset-0 size-full" />
      {state === 'loading' && (
        <p className="absolute inset-0 grid animate-pulse place-items-center p-4 text-center text-muted">
          {t('stageComes')}
        </p>
      )}
      {state === 'without' && (
        <p className="absolute inset-0 grid place-items-center p-4 text-center text-muted">{t('noWebgl')}</p>
      )}
    </div>
  )
}
