import { atlassian } from './atlassian/index.ts'
import { aws } from './aws/index.ts'
import { azure } from './azure/index.ts'
import { box } from './box/index.ts'
import { dropbox } from './dropbox/index.ts'
import { egnyte } from './egnyte/index.ts'
import { gcp } from './gcp/index.ts'
import { github } from './github/index.ts'
import { googleWorkspace } from './google-workspace/index.ts'
import { microsoft365 } from './microsoft-365/index.ts'
import { netdocuments } from './netdocuments/index.ts'
import { okta } from './okta/index.ts'
import { onelogin } from './onelogin/index.ts'
import type { DemoPart } from './part.ts'
import { salesforce } from './salesforce/index.ts'
import { servicenow } from './servicenow/index.ts'
import { slack } from './slack/index.ts'
import { smartsheet } from './smartsheet/index.ts'
import { webex } from './webex/index.ts'
import { workday } from './workday/index.ts'
import { zendesk } from './zendesk/index.ts'

/** The vendors of the demo by the slugs of their connectors: one more is one more line here. */
export const PARTS = {
  okta,
  github,
  aws,
  'google-workspace': googleWorkspace,
  onelogin,
  atlassian,
  salesforce,
  slack,
  zendesk,
  servicenow,
  'microsoft-365': microsoft365,
  azure,
  gcp,
  box,
  webex,
  workday,
  dropbox,
  egnyte,
  netdocuments,
  smartsheet,
} satisfies Record<string, DemoPart>

/** A vendor of the demo. */
export type DemoVendor = keyof typeof PARTS

/** All parts, in the order in which their organisations are opened and connected. */
export const allParts: readonly DemoPart[] = Object.values(PARTS)
