import { create } from 'zustand'

type Theme = 'dark' | 'light'
const KEY = 'onmodel-theme'

const show = (theme: Theme) => {
  document.documentElement.dataset.theme = theme
}

/** Dark unless somebody chose light: pictures are judged on neutral grey. */
export const useTheme = create<{ theme: Theme; toggle: () => void }>()((set, get) => ({
  theme: localStorage.getItem(KEY) === 'light' ? 'light' : 'dark',
  toggle: () => {
    const theme = get().theme === 'dark' ? 'light' : 'dark'
    localStorage.setItem(KEY, theme)
    show(theme)
    set({ theme })
  },
}))

show(useTheme.getState().theme)
