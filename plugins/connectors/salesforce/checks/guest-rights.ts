import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { guestProfiles } from './guest-profiles.ts'

export const guestRights = defineCheck({
  name: 'guest-rights',
  title: 'Guests of sites have no rights of administrators',
  description: 'Guest users need no login: what their profile may do, everybody may.',
  severity: 'CRITICAL',
  category: 'public',
  points: 10,
  reads: ['guestProfiles'],
  touchedBy: ['profilePermChanged*', 'PermSetEnableUserPerm', 'PermSetDisableUserPerm'],
  remediation:
    'Open the guest user’s profile of each site in *Digital Experiences → Settings* and take *API Enabled*, *View All Data* and the like away.',
  url: 'https://help.salesforce.com/s/articleView?id=experience.networks_guest_user_bp.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1' }),
  judge: judgeListed(
    { guestProfiles },
    'The profiles of guests could not be read.',
    ({ guestProfiles }) =>
      guestProfiles.map(({ name, rights }) => {
        return { name, passed: rights.length === 0, detail: rights.join(', ') || 'none of these rights' }
      }),
    {
      say: (passing, all) => `${passing} of ${all} guest profiles are without such rights.`,
      none: 'There are no sites with guests.',
    },
  ),
})
