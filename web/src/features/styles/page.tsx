import { PageHead } from '@/ui/page-head'

/** Not built yet. */
export const Component = () => <PageHead title="styles" />
