import type { Card, HttpRequest, VendorScope } from '@casbah/sdk'
import { z } from 'zod'
import { assets, entries, HOSTS, organisation, places, policies } from './requests.ts'

const TOKEN_URL = 'https://oauth2.googleapis.com/token'

/** A permission by the role that holds it; roles are given on the organisation, so that every project below inherits them. */
const permission = (scope: string, role: string, reason: string, probe?: VendorScope['probe']): VendorScope => ({
  scope,
  reason,
  remedy: `In the console choose the organisation at the top, open *IAM & Admin → IAM → Grant access*, enter the service account and give it the role *${role}*.`,
  ...(probe && { probe }),
})

const oneEntry = (config: Record<string, unknown>): HttpRequest =>
  entries({ resourceNames: [organisation(config)], filter: 'logName:"cloudaudit.googleapis.com"', pageSize: 1 })

export const card: Card = {
  slug: 'gcp',
  name: 'Google Cloud',
  vendor: 'Google LLC',
  config: z.object({
    organizationId: z
      .string()
      .regex(/^\d{6,20}$/, { error: 'Give the number of the organisation, such as 123456789012, without a name.' })
      .describe('Number of the organisation; the console shows it in *IAM & Admin → Settings*.'),
  }),
  baseUrl: 'https://logging.googleapis.com',
  hosts: HOSTS,
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'service-account',
      title: 'Key of a service account',
      instructions:
        'In a project of the organisation open *APIs & Services → Library* and enable *Cloud Logging*, *Cloud Asset*, *Cloud Resource Manager*, *IAM*, *Cloud Storage*, *Compute Engine*, *Service Usage* and *Essential Contacts*. In *IAM & Admin → Service Accounts* create a service account and, under *Keys*, a JSON key. Choose the organisation at the top and in *IAM & Admin → IAM* give the service account the roles that are listed for this connector. `client_email` and `private_key` come from the key file. Where the policy *Disable service account key creation* is enforced, make an exception for this project alone.',
      fields: [
        { name: 'clientEmail', title: 'E-mail address of the service account (client_email)', secret: false },
        { name: 'privateKey', title: 'Private key (private_key)', secret: true },
      ],
      // What the token may do is bounded by the roles; Google has no narrower scope that all of these APIs take.
      scheme: {
        type: 'jwtBearer',
        privateKey: '{privateKey}',
        issuer: '{clientEmail}',
        audience: TOKEN_URL,
        tokenUrl: TOKEN_URL,
        scopes: ['https://www.googleapis.com/auth/cloud-platform'],
      },
    },
  ],
  // Log reads are 60 a minute and project; answers tell neither that nor when to come back.
  limits: [
    { name: 'entries', amount: 55, windowSeconds: 60, matches: ['/v2/entries:list'] },
    { name: 'assets', amount: 90, windowSeconds: 60, matches: ['cloudasset.'] },
    { name: 'resource-manager', amount: 500, windowSeconds: 60, matches: ['cloudresourcemanager.'] },
  ],
  scopes: [
    permission('logging.logEntries.list', 'Logs Viewer', 'Reads who changed what.', oneEntry),
    // Without it Google leaves these entries out and says nothing, so no probe tells; the check data-access-readable does.
    permission('logging.privateLogEntries.list', 'Private Logs Viewer', 'Reads who looked at which data.'),
    permission(
      'cloudasset.assets.searchAllResources',
      'Cloud Asset Viewer',
      'Tells which folders and projects there are, whose logs are read one by one.',
      config => places(config),
    ),
    permission(
      'cloudasset.assets.searchAllIamPolicies',
      'Cloud Asset Viewer',
      'Tells who has which role, and who administers.',
      config => policies(config, undefined),
    ),
    permission(
      'cloudasset.assets.listResource',
      'Cloud Asset Viewer',
      'Lists service accounts, their keys, buckets and virtual machines.',
      config => assets(config, 'iam.googleapis.com/ServiceAccount', undefined, 1),
    ),
    permission('storage.buckets.getIamPolicy', 'Security Reviewer', 'Tells who may open each bucket.'),
  ],
  probe: oneEntry,
}
