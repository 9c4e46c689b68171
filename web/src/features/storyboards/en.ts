export default {
  title: 'Storyboards',
  status: { completed: 'drawn', incomplete: 'incomplete', queued: 'being drawn', draft: 'draft' },
  panelCount_one: '{{count}} panel',
  panelCount_other: '{{count}} panels',
  staleCount_one: '{{count}} stale',
  staleCount_other: '{{count}} stale',
  noteCount_one: '{{count}} note',
  noteCount_other: '{{count}} notes',
} as const
