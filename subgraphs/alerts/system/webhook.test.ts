import { openDeliveryBed } from '../delivery/testing/delivery-bed.ts'
import { until } from '../testing/open.ts'

it('a webhook is called when trouble of Casbah itself is raised and when it is over', async () => {
  const bed = await openDeliveryBed()
  try {
    await bed.webhook('acme', '/system', { filter: { policyKind: ['SYSTEM'] } })
    await bed.webhook('globex', '/other', { filter: { policyKind: ['SYSTEM'] } })
    const app = { id: 'app-okta', connector: 'okta', name: 'Okta', connectedAt: 0, deletedData: false }
    const tell = (state: string, at: number) =>
      bed.feeder.write('acme', async tx => tx.append('app.changed', [{ ...app, state, problem: null, at }]))
    await tell('AUTH_FAILED', bed.clock.now)
    await until(() => bed.receiver.to('/system').length === 1)
    await tell('HEALTHY', bed.clock.now + 1)
    await until(() => bed.receiver.to('/system').length === 2)
    expect(bed.receiver.to('/system').map(({ message }) => message)).toMatchObject([
      {
        type: 'alert.raised',
        data: { status_id: 1, message: 'Okta is not watched: the vendor refuses the credentials', evidences: [] },
      },
      { type: 'alert.changed', data: { status_id: 4, activity_id: 3 } },
    ])
    expect(bed.receiver.to('/other')).toEqual([])
  } finally {
    await bed.close()
  }
})
