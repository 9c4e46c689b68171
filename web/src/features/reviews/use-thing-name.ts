import { useTranslation } from 'react-i18next'
import type { ThingOut } from '@/api/generated/types.gen'
import { kindOf, type Target } from './target'

/** What film people call a thing that is reviewed: a scene, shot and take, a name, a board's title. */
export const useThingName = () => {
  const { t } = useTranslation('reviews')
  return (target: Pick<Target, 'kind'>, thing: ThingOut | null | undefined): string =>
    thing ? t(`things.${kindOf(target, thing)}`, { ...thing, take: thing.take ?? '' }) : t('things.away')
}
