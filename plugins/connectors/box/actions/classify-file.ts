import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { asAdmin } from '../item.ts'

const KEY = 'Box__Security__Classification__Key'
const template = ({ config, target }: ActionInput) => ({
  path: pathTo`/files/${target.externalId}/metadata/enterprise/securityClassification-6VMVochwUWo`,
  headers: asAdmin(config),
})

/** Box refuses a file that has a classification (409): it is changed, not given, and not by this request. */
export const classifyFile = defineAction({
  name: 'classify-file',
  title: 'Apply classification',
  description:
    'Gives a file without one a classification, by which the access policies of Box Shield limit links, downloads and collaborators.',
  target: 'RESOURCE',
  kinds: ['FILE'],
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'root_readwrite',
  input: z.object({
    classification: z.string().min(1).describe('Name of the classification, as the Admin Console shows it.'),
  }),
  request: input => ({ ...template(input), method: 'POST', json: { [KEY]: input.parameters.classification } }),
  confirm: {
    request: template,
    judge: (answer, input) =>
      confirmField({ vendor: 'Box', what: 'the file', field: KEY, is: String(input?.parameters.classification) })(
        answer,
      ),
  },
})
