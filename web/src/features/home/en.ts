export default {
  bell_zero: 'What you were told',
  bell_one: 'What you were told: {{count}} unread',
  bell_other: 'What you were told: {{count}} unread',
  told: 'What you were told',
  allRead: 'Mark all as read',
  nothingTold: 'Nothing yet. Mentions, approvals and failures that concern you appear here.',
  newProject: 'New project',
  projectName: 'Name of the film or series',
  make: 'Make it',
} as const
