import { methods } from './method-configurations.ts'

/** Microsoft Authenticator, as the read `methods` tells of it: whether it is off, and what it shows of a sign-in. */
export const authenticator = methods.transform(({ authenticationMethodConfigurations: all }) => {
  const found = all.find(({ id }) => id === 'MicrosoftAuthenticator')
  const { displayAppInformationRequiredState: app, displayLocationInformationRequiredState: place } =
    found?.featureSettings ?? {}
  const shown = [
    { name: 'Application name', ...(app ?? NOT_TOLD) },
    { name: 'Geographic location', ...(place ?? NOT_TOLD) },
  ]
  return { isOff: found?.state === 'disabled', shown }
})

const NOT_TOLD = { state: '', isForAll: false }

export const UNTOLD = {
  status: 'CANNOT_TELL',
  message: 'Microsoft did not tell what the authenticator shows.',
} as const
