import { at, defineAction, pathTo, type ActionInput, type Confirmation, type HttpRequest } from '@casbah/sdk'

const COMPUTE = 'https://compute.googleapis.com'

function placeOf({ target }: ActionInput) {
  const [, project, zone, name] =
    /^projects\/([^/]+)\/zones\/([^/]+)\/instances\/([^/]+)$/.exec(target.externalId) ?? []
  if (!name)
    throw new Error(`${target.externalId} is no virtual machine. Choose a resource whose name has /instances/ in it.`)
  return { project, zone, name }
}

function order(input: ActionInput, verb: 'start' | 'stop'): HttpRequest {
  const { project, zone, name } = placeOf(input)
  const path = pathTo`/compute/v1/projects/${project}/zones/${zone}/instances/${name}`
  return { method: 'POST', url: `${COMPUTE}${path}/${verb}` }
}

/** Stopping takes a minute or so; on its way it counts, since Google takes it back by itself only when it fails. */
const statusIs =
  (wanted: string[]) =>
  ({ status, body }: { status: number; body: unknown }, input?: ActionInput): Confirmation => {
    if (status !== 200 || !input) return { done: false, result: `Google answers ${status} for the virtual machine.` }
    const { zone, name } = placeOf(input)
    const listed = at(at(at(body, 'items'), `zones/${zone}`), 'instances')
    const shown = Array.isArray(listed) ? listed.find(one => at(one, 'name') === name) : undefined
    const state = at(shown, 'status')
    if (typeof state !== 'string')
      return { done: null, result: 'Google’s answer does not tell of the virtual machine.' }
    return { done: wanted.includes(state), result: `Google shows the virtual machine as ${state}.` }
  }

export const stopInstance = defineAction({
  name: 'stop-instance',
  title: 'Stop virtual machine',
  description: 'Shuts the machine down. Its disks and addresses stay; what was in memory or on local disks is lost.',
  target: 'RESOURCE',
  kinds: ['OTHER'],
  effect: 'DISRUPTIVE',
  scope: 'compute.instances.stop',
  request: input => order(input, 'stop'),
  confirm: {
    request: input => ({
      url: `${COMPUTE}${pathTo`/compute/v1/projects/${placeOf(input).project}/aggregated/instances`}`,
      query: { filter: `name = ${placeOf(input).name}` },
    }),
    judge: statusIs(['STOPPING', 'STOPPED', 'TERMINATED']),
  },
  undo: { request: input => order(input, 'start'), judge: statusIs(['PROVISIONING', 'STAGING', 'RUNNING']) },
})
