import { ArchiveRestore, Download, FileDown, MapPin, MoreHorizontal, Palette, Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { Portrait } from '@/lib/portrait'
import { Button, IconButton } from '@/ui/button'
import { Menu, MenuItem } from '@/ui/menu'
import { Miniature } from '@/ui/miniature'
import { Picture } from '@/ui/picture'
import { type Entry, pathOf } from './shelves'
import type { Definitions } from './use-definitions'

const ICONS = { style: Palette, environment: MapPin, canvas: Waypoints }

const Face = ({ entry, foreign }: { entry: Entry; foreign: boolean }) => {
  const { kind, picture, palette, spots } = entry
  if (kind === 'character') return <Portrait id={entry.id} name={entry.name} src={picture} edge={240} look={!foreign} />
  if (palette?.length)
    return (
      <span className="flex aspect-video">
        {palette.map(({ hex, share }) => (
          <span key={hex} style={{ background: hex, flexGrow: share || 1 / palette.length }} />
        ))}
      </span>
    )
  if (picture) return <Picture src={picture} alt="" edge={240} />
  if (spots?.length) return <Miniature spots={spots} />
  const Icon = ICONS[kind]
  return (
    <span aria-hidden className="grid aspect-video place-items-center bg-raised text-muted">
      <Icon className="size-8" />
    </span>
  )
}

interface EntryCardProps {
  entry: Entry
  /** On how many boards it is used, where that is told. */
  boards: number | undefined
  /** The project that the entry is in. */
  projectId: string
  foreign: boolean
  bin: boolean
  /** Why you may not change the project that you are in. */
  why?: string
  definitions: Definitions
}

/** A thing in the library, and what can be done with it there. */
export const EntryCard = ({ entry, boards, projectId, foreign, bin, why, definitions }: EntryCardProps) => {
  const { t } = useTranslation('library')
  const go = useNavigate()
  const used = boards === undefined ? [] : [boards > 0 ? t('boards', { count: boards }) : t('noBoards')]
  const told = [...used, ...entry.words]
  const shown = (
    <>
      <Face entry={entry} foreign={foreign || bin} />
      <span className="block px-2.5 pt-2 pr-9 pb-2">
        <span className="block truncate font-medium">{entry.name}</span>
        {told.length > 0 && <span className="block truncate text-[12px] text-muted">{told.join(' · ')}</span>}
      </span>
    </>
  )
  return (
    <article className="relative overflow-hidden rounded-lg border bg-surface hover:border-line-strong">
      {bin ? shown : <Link to={pathOf(projectId, entry)}>{shown}</Link>}
      {bin && !foreign && (
        <Button look="plain" size="small" className="mx-2.5 mb-2.5" why={why} onClick={() => definitions.back(entry)}>
          <ArchiveRestore />
          {t('restore')}
        </Button>
      )}
      {foreign && !bin && entry.kind !== 'canvas' && (
        <Button
          look="plain"
          size="small"
          className="mx-2.5 mb-2.5"
          aria-label={t('bringHelp', { name: entry.name })}
          why={why}
          onClick={() => definitions.bring(entry)}
        >
          <Download />
          {t('bring')}
        </Button>
      )}
      {!bin && (
        <div className="pointer-events-none absolute inset-x-0 top-0">
          <div className={entry.kind === 'character' ? 'aspect-square' : 'aspect-video'} />
          <div className="pointer-events-auto float-right p-1">
            <Menu
              trigger={
                <IconButton size="small" label={t('actions', { name: entry.name })}>
                  <MoreHorizontal />
                </IconButton>
              }
            >
              <MenuItem onSelect={() => void go(pathOf(projectId, entry))}>{t('open')}</MenuItem>
              {entry.kind === 'character' && (
                <MenuItem onSelect={() => void go(`${pathOf(projectId, entry)}?tab=usage`)}>{t('usage')}</MenuItem>
              )}
              <MenuItem icon={<FileDown />} onSelect={() => definitions.keep(entry)}>
                {t('export')}
              </MenuItem>
            </Menu>
          </div>
        </div>
      )}
    </article>
  )
}
