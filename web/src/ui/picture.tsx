import { useState } from 'react'
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
}

const EDGES = [160, 320, 640, 1280] // the sizes that the server makes and keeps

/** The thumbnail's address of an asset's address, sharp on the screen at hand. */
export const thumbnailOf = (src: string, edge: number) => {
  const wanted = edge * Math.min(devicePixelRatio || 1, 2)
  const address = src.replace(/\/thumbnail.*$/, '')
  const size = EDGES.find((each) => each >= wanted)
  return size ? `${address}/thumbnail?edge=${size}` : address
}

/** A picture that comes in when it is near the screen, over a quiet ground of its own shape: nothing jumps. */
export const Picture = ({ src, alt, edge, ratio = '16 / 9', fit = 'cover', className, eager }: PictureProps) => {
  const { t } = useTranslation('ui')
  const [state, setState] = useState<'waiting' | 'there' | 'failed'>('waiting')
  return (
    <span style={{ aspectRatio: ratio }} className={cn('relative block overflow-hidden bg-ground', className)}>
      {src && state !== 'failed' && (
        <img
          src={edge ? thumbnailOf(src, edge) : src}
          alt={alt}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onLoad={() => setState('there')}
          onError={() => setState('failed')}
          className={cn(
            'size-full transition-opacity duration-200',
            fit === 'cover' ? 'object-cover' : 'object-contain',
            state === 'there' ? 'opacity-100' : 'opacity-0',
          )}
        />
      )}
      {state === 'failed' && (
        <span className="absolute inset-0 grid place-items-center text-[12px] text-muted">{t('picture')}</span>
      )}
    </span>
  )
}
