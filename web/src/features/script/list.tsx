import { useInfiniteQuery } from '@tanstack/react-query'
import { FileText, FileUp } from 'lucide-react'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listScreenplaysInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { at, useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Field, TextArea } from '@/ui/field'
import { PageHead } from '@/ui/page-head'
import { Loaded, Skeleton } from '@/ui/states'
import { useImport } from './use-import'

const Intake = () => {
  const { t } = useTranslation('script')
  const { busy, file, text } = useImport()
  const input = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    text(String(new FormData(event.currentTarget).get('text')))
  }
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <section className="flex flex-col items-center justify-center gap-2 rounded-lg border border-dashed border-line-strong p-8 text-center">
        <FileUp className="size-9 text-muted" />
        <h2 className="font-semibold">{t('dropHere')}</h2>
        <p className="max-w-sm text-muted">{t('dropHelp')}</p>
        <Button look="primary" busy={busy} onClick={() => input.current?.click()}>
          {t('choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".fountain,.fdx,.txt,.md,text/plain"
          aria-label={t('choose')}
          className="hidden"
          onChange={({ target }) => target.files?.[0] && void file(target.files[0])}
        />
      </section>
      <form onSubmit={submit} className="flex flex-col gap-2 rounded-lg border p-4">
        <h2 className="font-semibold">{t('paste')}</h2>
        <Field label={t('pasteLabel')} className="flex-1">
          {(ids) => <TextArea {...ids} name="text" required className="max-h-64 min-h-32 font-script" />}
        </Field>
        <Button type="submit" busy={busy} className="self-end">
          {t('read')}
        </Button>
      </form>
    </div>
  )
}

/** The project's scripts, and the way in for another. */
export const Component = () => {
  const { t } = useTranslation('script')
  const projectId = useProjectId()
  const query = useInfiniteQuery({
    ...listScreenplaysInfiniteOptions(),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  return (
    <>
      <PageHead title={t('title')} />
      <div className="flex flex-col gap-6 p-4">
        <Intake />
        <Loaded query={query} skeleton={<Skeleton className="h-40" />}>
          {({ pages }) => (
            <ul className="divide-y">
              {pages
                .flatMap(({ screenplays }) => screenplays)
                .map((script) => (
                  <li key={script.id}>
                    <Link
                      to={at(projectId, 'script', script.id)}
                      className="flex items-center gap-3 px-2 py-2.5 hover:bg-raised"
                    >
                      <FileText className="size-5 text-muted" />
                      <span className="min-w-0 flex-1 truncate font-medium">{script.title || script.filename}</span>
                      {script.draft > 1 && <Badge>{t('draft', { draft: script.draft })}</Badge>}
                      <span className="text-[13px] text-muted">{t('scenes', { count: script.scene_count })}</span>
                      <span className="w-28 text-right text-[13px] text-muted">{ago(script.created_at)}</span>
                    </Link>
                  </li>
                ))}
            </ul>
          )}
        </Loaded>
        {query.hasNextPage && (
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} className="self-start">
            {t('more')}
          </Button>
        )}
      </div>
    </>
  )
}
