import { context, diag, propagation, trace } from '@opentelemetry/api'
import { openOtlpReceiver } from '../e2e/otlp-receiver.ts'
import { openTracing } from './tracing.ts'

afterEach(() => {
  for (const api of [context, diag, propagation, trace]) api.disable()
  for (const name of Object.keys(process.env)) if (name.startsWith('OTEL_')) delete process.env[name]
})

describe('tracing by the standard variables', () => {
  it.each([
    ['no receiver', {}],
    ['a receiver, but the SDK off', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' }],
    ['a receiver of other things', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_TRACES_EXPORTER: 'none' }],
  ])('is off with %s', async (_name, variables) => {
    expect(await openTracing('casbah', variables)).toBeNull()
  })

  it("sends spans to the receiver, under the service's name", async () => {
    const receiver = await openOtlpReceiver()
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = receiver.url
    const tracing = (await openTracing('casbah-gateway'))!
    tracing.tracer.startSpan('one').end()
    await tracing.stop()
    expect(receiver.spans).toMatchObject([{ service: 'casbah-gateway', name: 'one' }])
    await receiver.close()
  })

  it('takes name and share from the environment', async () => {
    const receiver = await openOtlpReceiver()
    Object.assign(process.env, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_SERVICE_NAME: 'mine',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.5',
    })
    const tracing = (await openTracing('casbah-gateway'))!
    for (let n = 0; n < 200; n++) tracing.tracer.startSpan('one').end()
    await tracing.stop()
    expect(receiver.spans.length).toBeGreaterThan(50)
    expect(receiver.spans.length).toBeLessThan(150)
    expect(receiver.spans[0]).toMatchObject({ service: 'mine' })
    await receiver.close()
  })

  it('stops in time where no receiver answers', async () => {
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:1'
    process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '3000'
    const tracing = (await openTracing('casbah'))!
    tracing.tracer.startSpan('one').end()
    const begun = performance.now()
    await tracing.stop()
    expect(performance.now() - begun).toBeLessThan(2_800)
  })

  it.each([
    { OTEL_TRACES_SAMPLER: 'sometimes' },
    { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 'half' },
    { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '2' },
  ])('does not guess what %p means', async variables => {
    const asked = openTracing('casbah', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', ...variables })
    await expect(asked).rejects.toThrow('Use always_on, always_off or traceidratio')
  })
})
