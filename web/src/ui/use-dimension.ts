import { useTranslation } from 'react-i18next'
import en from './en'

type Known = keyof typeof en.dimensions

const isKnown = (name: string): name is Known => name in en.dimensions

/** What a measured dimension is called for people: "subject_consistency" → "Subject holds"; "cast:AIDA" is of AIDA. */
export const useDimension = () => {
  const { t } = useTranslation('ui')
  return (name: string) => (isKnown(name) ? t(`dimensions.${name}`) : name.replace(/^cast:/, '').replaceAll('_', ' '))
}
