import { useMutation } from '@tanstack/react-query'
import { Keyboard, LogOut, SunMoon } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { leaveLinkMutation } from '@/api/generated/@tanstack/react-query.gen'
import { Palette } from '@/app/palette'
import { ShortcutSheet } from '@/app/shortcut-sheet'
import { useTheme } from '@/app/theme'
import { type Command, useCommands, useOffer } from '@/lib/commands'
import { Button, IconButton } from '@/ui/button'

const openSheet = () => useCommands.setState({ sheet: true })
const openPalette = () => useCommands.setState({ palette: true })

/** What a guest has on each page: the keys, light or dark, the way out. */
export const GuestTools = () => {
  const { t } = useTranslation()
  const { t: told } = useTranslation('review')
  const toggle = useTheme(({ toggle }) => toggle)
  const leave = useMutation({ ...leaveLinkMutation(), onSuccess: () => location.assign('/login') })
  useOffer(
    useMemo<Command[]>(() => {
      const group = t('general')
      return [
        { id: 'palette', title: t('commands'), group, keys: 'mod+k', run: openPalette },
        { id: 'sheet', title: t('shortcuts'), group, keys: '?', run: openSheet },
        { id: 'theme', title: t('theme'), group, run: toggle },
      ]
    }, [t, toggle]),
  )
  return (
    <>
      <IconButton label={t('shortcuts')} keys="?" onClick={openSheet} className="max-sm:hidden">
        <Keyboard />
      </IconButton>
      <IconButton label={t('theme')} onClick={toggle}>
        <SunMoon />
      </IconButton>
      <Button look="quiet" onClick={() => leave.mutate({})}>
        <LogOut />
        {told('leave')}
      </Button>
      <Palette />
      <ShortcutSheet />
    </>
  )
}
