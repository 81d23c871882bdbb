import { defineAction } from '@casbah/sdk'
import { disabling } from './service-principal.ts'

export const disableApp = defineAction({
  name: 'disable-app',
  title: 'Disable third-party app',
  description:
    'Keeps a third-party app from getting tokens at all, whatever people let it do. Its rights stay as they are.',
  target: 'GRANT',
  ...disabling(({ target }) => target.clientId),
})
