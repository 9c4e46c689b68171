import { useTranslation } from 'react-i18next'
import { useCommands } from '@/lib/commands'
import { Dialog } from '@/ui/dialog'
import { Keys } from '@/ui/keys'

/** The `?` sheet: every key that does something on this page. */
export const ShortcutSheet = () => {
  const { t } = useTranslation()
  const { known, sheet } = useCommands()
  const groups = Object.entries(
    Object.groupBy(
      Object.values(known).filter((c) => c.keys),
      (c) => c.group,
    ),
  )
  return (
    <Dialog
      open={sheet}
      onClose={() => useCommands.setState({ sheet: false })}
      title={t('shortcuts')}
      description={t('shortcutsHelp')}
      wide
    >
      <div className="gap-8 sm:columns-2">
        {groups.map(([group, commands]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 font-semibold">{group}</h3>
            <dl>
              {commands?.map((command) => (
                <div key={command.id} className="flex items-center justify-between gap-4 border-b py-1.5">
                  <dt>{command.title}</dt>
                  <dd>
                    <Keys keys={command.keys ?? ''} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
