import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'

interface PictureProps {
  /** An asset's address (`/api/assets/…`); null where there is no picture yet. */
  src: string | null | undefined
  alt: string
  /** The longest edge that is shown, in CSS pixels: a thumbnail of that size is asked for. Without it the whole picture. */
  edge?: number
  ratio?: string
  fit?: 'cover' | 'contain'
  className?: string
  eager?: boolean
  /** A small one of it is shown at once, blurred by its size alone, until the one asked for is there. */
  progressive?: boolean
}

const FIRST = 320 // the longest edge of what a progressive picture begins with, pixels
const EDGES = [160, 320, 640, 1280] // the sizes that the server makes and keeps

/** The thumbnail's address of an asset's address, sharp on the screen at hand. */
export const thumbnailOf = (src: string, edge: number) => {
  const wanted = edge * Math.min(devicePixelRatio || 1, 2)
  const address = src.replace(/\/thumbnail.*$/, '')
  const size = EDGES.find((each) => each >= wanted)
  return size ? `${address}/thumbnail?edge=${size}` : address
}

/** The address of a large picture to show now: a smaller one of an asset first, the whole one once it has come. */
export const useSharp = (src: string): string => {
  const [whole, setWhole] = useState('')
  const isAsset = src.startsWith('/api/assets/')
  useEffect(() => {
    if (!isAsset) return
    const coming = new Image()
    coming.onload = () => setWhole(src)
    coming.src = src
    return () => {
      coming.onload = null
    }
  }, [src, isAsset])
  return !isAsset || whole === src ? src : `${src}/thumbnail?edge=1280`
}

/** A picture that comes in when it is near the screen, over a quiet ground of its own shape: nothing jumps. */
export const Picture = (props: PictureProps) => {
  const { src, alt, edge, ratio = '16 / 9', fit = 'cover', className, eager, progressive } = props
  const { t } = useTranslation('ui')
  const wanted = src && (edge ? thumbnailOf(src, edge) : src)
  const [came, setCame] = useState({ of: src, failed: false, there: false })
  const state = came.of === src ? came : { failed: false, there: false } // what another picture came to is its own
  const shape = cn('size-full', fit === 'cover' ? 'object-cover' : 'object-contain')
  const first = progressive && src && wanted !== thumbnailOf(src, FIRST / 2) ? thumbnailOf(src, FIRST / 2) : null
  return (
    <span style={{ aspectRatio: ratio }} className={cn('relative block overflow-hidden bg-ground', className)}>
      {first && !state.there && !state.failed && (
        <img src={first} alt="" decoding="async" draggable={false} className={cn('absolute inset-0', shape)} />
      )}
      {wanted && !state.failed && (
        <img
          src={wanted}
          alt={alt}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onLoad={() => setCame({ of: src, failed: false, there: true })}
          onError={() => setCame({ of: src, failed: true, there: false })}
          className={cn('relative transition-opacity duration-200', shape, state.there ? 'opacity-100' : 'opacity-0')}
        />
      )}
      {state.failed && (
        <span className="absolute inset-0 grid place-items-center text-[12px] text-muted">{t('picture')}</span>
      )}
    </span>
  )
}
