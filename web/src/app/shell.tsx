import { Command as CommandIcon, Keyboard, Menu as MenuIcon, SunMoon } from 'lucide-react'
import { Suspense, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { queries, setProject } from '@/api/client'
import { Bell } from '@/features/home/bell'
import { ProjectMenu } from '@/features/home/project-menu'
import { DropAnywhere } from '@/features/script/drop-anywhere'
import { Account } from '@/features/session/account'
import { useMay } from '@/features/session/use-may'
import { useMe, useTeam } from '@/features/session/use-me'
import { cn } from '@/lib/cn'
import { type Command, useCommands, useOffer } from '@/lib/commands'
import { at, useProjectId } from '@/lib/project'
import { follow, here, useLive } from '@/realtime/project'
import { drawTicket } from '@/realtime/ticket'
import { IconButton } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { ErrorState } from '@/ui/states'
import { Watching } from '@/ui/watching'
import { PAGES } from './pages'
import { Palette } from './palette'
import { ShortcutSheet } from './shortcut-sheet'
import { remember } from './start'
import { useTheme } from './theme'

const Navigation = ({ projectId, onGo }: { projectId: string; onGo?: () => void }) => {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('navigation')} className="flex flex-col gap-0.5 p-2">
      {PAGES.map(({ name, path, icon: Icon }) => (
        <NavLink
          key={name}
          to={at(projectId) + path}
          end={path === ''}
          onClick={onGo}
          className={({ isActive }) =>
            cn(
              'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted hover:bg-raised hover:text-ink',
              isActive && 'bg-raised font-medium text-ink',
            )
          }
        >
          <Icon className="size-4 shrink-0" />
          {t(name)}
        </NavLink>
      ))}
    </nav>
  )
}

const LinkSign = () => {
  const { t } = useTranslation()
  const link = useLive(({ link }) => link)
  const color = { live: 'bg-excellent', connecting: 'bg-good', away: 'bg-retake', ended: 'bg-retake' }[link]
  return (
    <span role="status" title={t(link)} className="inline-flex items-center gap-2 text-[12px] text-muted">
      <span className={cn('size-2 rounded-full', color)} />
      <span className={link === 'live' ? 'sr-only' : ''}>{t(link)}</span>
    </span>
  )
}

/** What somebody who may not change things is told once, for every field and button of the project. */
const RoleSign = () => {
  const { you } = useLive()
  const { role, why } = useMay('edit')
  const { t } = useTranslation('ui')
  if (!you || !why) return null
  return (
    <p title={why} className="truncate rounded bg-raised px-2 py-0.5 text-[12px] text-muted">
      {t(role === 'reviewer' || role === 'guest' ? `looksOn.${role}` : 'looksOn.viewer')}
      <span className="sr-only">{why}</span>
    </p>
  )
}

const Everywhere = ({ projectId }: { projectId: string }) => {
  const { t } = useTranslation()
  const go = useNavigate()
  const toggle = useTheme(({ toggle }) => toggle)
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'palette',
        title: t('commands'),
        group: t('general'),
        keys: 'mod+k',
        run: () => useCommands.setState({ palette: true }),
      },
      {
        id: 'sheet',
        title: t('shortcuts'),
        group: t('general'),
        keys: '?',
        run: () => useCommands.setState({ sheet: true }),
      },
      { id: 'theme', title: t('theme'), group: t('general'), run: toggle },
      ...PAGES.map(({ name, path, key }) => ({
        id: `go-${name}`,
        title: t(name),
        group: t('go'),
        keys: key,
        run: () => void go(at(projectId) + path),
      })),
    ],
    [t, go, projectId, toggle],
  )
  useOffer(commands)
  return (
    <>
      <Palette />
      <ShortcutSheet />
      <DropAnywhere />
    </>
  )
}

const useProject = (projectId: string, ready: boolean) => {
  const team = useTeam()
  setProject(projectId) // before any page below asks for something
  useEffect(() => {
    if (!ready) return
    remember(projectId)
    const leave = follow(`/ws/projects/${projectId}`, () => drawTicket(projectId, team))
    return () => {
      leave()
      queries.clear()
    }
  }, [projectId, team, ready])
  const { pathname } = useLocation()
  useLayoutEffect(() => here({ page: pathname }), [pathname]) // before the page's own effects, which say it more closely
}

/** The frame of every page of a project: navigation, who is here, what is told, commands. */
export const Shell = () => {
  const { t } = useTranslation()
  const projectId = useProjectId()
  const me = useMe()
  useProject(projectId, me.data !== undefined && me.data.kind !== 'nobody')
  const [open, setOpen] = useState(false)
  const { pathname, search } = useLocation()
  const { people, you } = useLive()
  const { why } = useMay('edit')
  const toggle = useTheme(({ toggle }) => toggle)
  if (me.data?.kind === 'nobody') return <Navigate to="/login" replace state={{ next: pathname + search }} />
  if (me.error) return <ErrorState error={me.error} retry={() => void me.refetch()} />
  if (!me.data) return null // what is asked for before it is known who asks would be refused
  return (
    <div className="flex h-full flex-col">
      <a href="#page" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:p-2">
        {t('skip')}
      </a>
      <header className="flex h-11 shrink-0 items-center gap-2 border-b bg-surface px-2">
        <IconButton label={t('menu')} className="md:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
          <MenuIcon />
        </IconButton>
        <ProjectMenu projectId={projectId} />
        <RoleSign />
        <span className="flex-1" />
        <LinkSign />
        <Faces people={people.filter(({ tab }) => tab !== you?.tab)} className="hidden sm:flex" />
        <IconButton label={t('commands')} keys="mod+k" onClick={() => useCommands.setState({ palette: true })}>
          <CommandIcon />
        </IconButton>
        <IconButton
          label={t('shortcuts')}
          keys="?"
          className="max-sm:hidden"
          onClick={() => useCommands.setState({ sheet: true })}
        >
          <Keyboard />
        </IconButton>
        <IconButton label={t('theme')} onClick={toggle} className="max-sm:hidden">
          <SunMoon />
        </IconButton>
        <Bell />
        <Account />
      </header>
      <div className="relative flex min-h-0 flex-1">
        <div
          className={cn(
            'w-44 shrink-0 overflow-y-auto border-r bg-surface max-md:absolute max-md:inset-y-0 max-md:left-0 max-md:z-30 max-md:shadow-2xl',
            !open && 'max-md:hidden',
          )}
        >
          <Navigation projectId={projectId} onGo={() => setOpen(false)} />
        </div>
        <main id="page" tabIndex={-1} className="relative flex min-w-0 flex-1 flex-col overflow-y-auto outline-none">
          <Watching value={you ? why : undefined}>
            <Suspense>
              <Outlet key={projectId} />
            </Suspense>
          </Watching>
        </main>
      </div>
      <Everywhere projectId={projectId} />
    </div>
  )
}
