import { createBrowserRouter, type RouteObject } from 'react-router'
import { Crashed, NotFound } from './failed'
import { Shell } from './shell'
import { Start } from './start'

// Each page is a chunk of its own, fetched when somebody goes there.
const page = (path: string, load: () => Promise<{ Component: React.ComponentType }>): RouteObject => ({
  path,
  lazy: load,
})

export const router = createBrowserRouter([
  {
    path: '/',
    ErrorBoundary: Crashed,
    HydrateFallback: () => null,
    children: [
      { index: true, Component: Start },
      page('login', () => import('@/features/session/login')),
      page('join', () => import('@/features/session/join')),
      page('password', () => import('@/features/session/new-password')),
      page('review', () => import('@/features/review/guest')),
      ...(import.meta.env.DEV ? [page('dev/ui', () => import('./dev-ui'))] : []),
      {
        path: 'p/:projectId',
        Component: Shell,
        children: [
          { index: true, lazy: () => import('@/features/home/page') },
          page('script', () => import('@/features/script/list')),
          page('script/:screenplayId', () => import('@/features/script/page')),
          page('characters', () => import('@/features/characters/gallery')),
          page('characters/:characterId', () => import('@/features/characters/page')),
          page('styles', () => import('@/features/styles/gallery')),
          page('styles/:styleId', () => import('@/features/styles/page')),
          page('environments', () => import('@/features/environments/gallery')),
          page('environments/:environmentId', () => import('@/features/environments/page')),
          page('storyboards', () => import('@/features/storyboards/list')),
          page('storyboards/:storyboardId', () => import('@/features/storyboards/page')),
          page('storyboards/:storyboardId/quality', () => import('@/features/quality/page')),
          page('storyboards/:storyboardId/shots/:shotId', () => import('@/features/shots/page')),
          page('shots/:shotId', () => import('@/features/shots/redirect')),
          page('takes/:takeId', () => import('@/features/shots/of-take')),
          page('cuts', () => import('@/features/cuts/list')),
          page('cuts/:cutId', () => import('@/features/cuts/page')),
          page('canvas', () => import('@/features/canvas/list')),
          page('canvas/:canvasId', () => import('@/features/canvas/page')),
          page('library', () => import('@/features/library/page')),
          page('review', () => import('@/features/review/page')),
          page('jobs', () => import('@/features/jobs/page')),
          page('settings', () => import('@/features/settings/page')),
        ],
      },
      { path: '*', Component: NotFound },
    ],
  },
])
