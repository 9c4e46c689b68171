export default {
  edit: 'Edit',
  notes: 'Notes',
  versions: 'Versions',
  tabs: 'Parts of {{name}}',
  putAway: 'Put away',
} as const
