import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import app from '@/app/en'
import canvas from '@/features/canvas/en'
import characters from '@/features/characters/en'
import cuts from '@/features/cuts/en'
import definitions from '@/features/definitions/en'
import environments from '@/features/environments/en'
import home from '@/features/home/en'
import jobs from '@/features/jobs/en'
import library from '@/features/library/en'
import quality from '@/features/quality/en'
import review from '@/features/review/en'
import reviews from '@/features/reviews/en'
import script from '@/features/script/en'
import session from '@/features/session/en'
import settings from '@/features/settings/en'
import clips from '@/features/shots/clips/en'
import shots from '@/features/shots/en'
import heroes from '@/features/shots/heroes/en'
import storyboards from '@/features/storyboards/en'
import styles from '@/features/styles/en'
import versions from '@/features/versions/en'
import ui from '@/ui/en'
import vocabulary from './vocabulary'

const en = {
  app,
  canvas,
  characters,
  clips,
  cuts,
  definitions,
  environments,
  heroes,
  home,
  jobs,
  library,
  quality,
  review,
  reviews,
  script,
  session,
  settings,
  shots,
  storyboards,
  styles,
  ui,
  versions,
  vocabulary,
}

// Texts stand beside the feature that shows them (`features/<noun>/en.ts`); a key that is not there fails the type check.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: typeof en
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'app',
  resources: { en },
  interpolation: { escapeValue: false }, // React escapes
})
