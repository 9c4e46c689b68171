export default {
  signIn: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  withProvider: 'Sign in with your studio account',
  welcome: 'Onmodel keeps a film on model.',
  join: 'Join',
  joinTitle: 'You are invited to {{name}}',
  yourName: 'Your name',
  passwordHint: 'At least 12 characters; a sentence is easy to keep in mind.',
  invitationOver: 'This invitation no longer works. Ask who sent it for another.',
  acceptAs: 'Join as {{name}}',
} as const
