import {
  Clapperboard,
  FileText,
  House,
  Library,
  ListChecks,
  type LucideIcon,
  MapPin,
  MessageSquare,
  Palette,
  Scissors,
  Settings,
  Users,
  Waypoints,
} from 'lucide-react'
import type en from './en'

interface Page {
  name: Extract<keyof typeof en, string>
  /** After `/p/{projectId}`; empty for the project's home. */
  path: string
  icon: LucideIcon
  key: string
}

/** The project's pages, in the order of the work. */
export const PAGES: Page[] = [
  { name: 'home', path: '', icon: House, key: 'g h' },
  { name: 'script', path: '/script', icon: FileText, key: 'g s' },
  { name: 'characters', path: '/characters', icon: Users, key: 'g c' },
  { name: 'styles', path: '/styles', icon: Palette, key: 'g y' },
  { name: 'environments', path: '/environments', icon: MapPin, key: 'g e' },
  { name: 'storyboards', path: '/storyboards', icon: Clapperboard, key: 'g b' },
  { name: 'cuts', path: '/cuts', icon: Scissors, key: 'g k' },
  { name: 'canvas', path: '/canvas', icon: Waypoints, key: 'g v' },
  { name: 'library', path: '/library', icon: Library, key: 'g l' },
  { name: 'review', path: '/review', icon: MessageSquare, key: 'g r' },
  { name: 'jobs', path: '/jobs', icon: ListChecks, key: 'g j' },
  { name: 'settings', path: '/settings', icon: Settings, key: 'g ,' },
]
