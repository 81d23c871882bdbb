import { ADMINISTRATION_TEMPLATES } from './administration.ts'
import { ANOMALY_TEMPLATES } from './anomaly.ts'
import { AWS_ATTACK_TEMPLATES } from './aws-attacks.ts'
import { CLOUD_TEMPLATES } from './cloud.ts'
import { DATA_TEMPLATES } from './data.ts'
import type { TemplateData } from './define-template.ts'
import { IDENTITY_APP_TEMPLATES } from './identity-apps.ts'
import { OAUTH_TEMPLATES } from './oauth.ts'
import { POSTURE_TEMPLATES } from './posture.ts'
import { SHARING_TEMPLATES } from './sharing.ts'
import { SIGN_IN_TEMPLATES } from './sign-in.ts'
import { STORAGE_APP_TEMPLATES } from './storage-apps.ts'
import { SYSTEM_TEMPLATES } from './system.ts'
import { WORK_APP_TEMPLATES } from './work-apps.ts'

export type { TemplateData } from './define-template.ts'

/** Policies to start from, by name. */
export const TEMPLATES: readonly TemplateData[] = [
  ...ADMINISTRATION_TEMPLATES,
  ...ANOMALY_TEMPLATES,
  ...AWS_ATTACK_TEMPLATES,
  ...CLOUD_TEMPLATES,
  ...DATA_TEMPLATES,
  ...IDENTITY_APP_TEMPLATES,
  ...OAUTH_TEMPLATES,
  ...POSTURE_TEMPLATES,
  ...SHARING_TEMPLATES,
  ...SIGN_IN_TEMPLATES,
  ...STORAGE_APP_TEMPLATES,
  ...SYSTEM_TEMPLATES,
  ...WORK_APP_TEMPLATES,
].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

const BY_ID = new Map(TEMPLATES.map(template => [template.id, template]))

/** A template by its id; null when there is none such. */
export function templateById(id: string): TemplateData | null {
  return BY_ID.get(id) ?? null
}

/** Templates for one connector, by its slug, together with those for all; all templates for null. */
export function templatesOf(connector: string | null): readonly TemplateData[] {
  if (connector === null) return TEMPLATES
  return TEMPLATES.filter(template => template.connector === null || template.connector === connector)
}
