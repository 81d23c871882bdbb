import { stranger } from '../attack.ts'
import type { Attack } from '../attack.ts'
import type { Vendor } from '../../replay/vendor.ts'
import type { GoogleToken } from '../../vendors/google-workspace/settings.ts'
import { atWork } from '../world.ts'
import { googleOrg } from './org.ts'
import { googleRow } from './rows.ts'

const CALLS = ['gmail.users.messages.list', 'gmail.users.messages.get', 'drive.files.list', 'drive.files.get']

/** Someone is talked into letting an app in, which then reads mail from far away and has new mail sent on. */
export const appConsent: Attack = {
  name: 'app-consent',
  story: 'A person lets a harmless looking app in, and it takes mailbox and files over.',
  victims: atWork,
  rows: ({ world, random, victim, now }) => {
    const home = { world, random, person: victim, spot: victim.home }
    const away = { ...home, spot: stranger(random) }
    const name = random.pick(['Document Viewer Plus', 'Invoice Reader', 'Secure Share', 'Team Survey'])
    const app = { client_id: `${random.text(12, '0123456789')}.apps.googleusercontent.com`, app_name: name }
    const scope = ['https://mail.google.com/', 'https://www.googleapis.com/auth/drive']
    const token: GoogleToken = { clientId: app.client_id, displayText: name, scopes: scope }
    const { id } = googleOrg(world).logins.of(victim)
    return [
      {
        ...googleRow({ ...home, time: now - 26_000 }, 'token', {
          type: 'auth',
          name: 'authorize',
          parameters: { ...app, client_type: 'WEB', scope },
        }),
        effect: (vendor: Vendor) => {
          const { tokens } = vendor.settings as { tokens: Record<string, GoogleToken[]> }
          tokens[id] = [...(tokens[id] ?? []), token]
        },
      },
      ...CALLS.map((method, i) =>
        googleRow({ ...away, time: now - 18_000 + i * 3_000 }, 'token', {
          type: 'auth',
          name: 'activity',
          parameters: {
            ...app,
            api_name: method.split('.')[0]!,
            method_name: method,
            num_response_bytes: random.int(900, 90_000),
            product_bucket: method.startsWith('gmail') ? 'GMAIL' : 'DRIVE',
          },
        }),
      ),
      googleRow({ ...away, time: now - 1_500 }, 'user_accounts', {
        type: 'email_forwarding_change',
        name: 'email_forwarding_out_of_domain',
        parameters: { email_forwarding_destination_address: `archive.${random.text(6).toLowerCase()}@mailbox.example` },
      }),
    ]
  },
}
