import { setTimeout as sleep } from 'node:timers/promises'
import type { Tracer } from '@opentelemetry/api'
import { createLogger } from '@casbah/kit'
import { StartError } from './options.ts'

export interface Tracing {
  tracer: Tracer
  /** Sends what waits, as far as the receiver takes it within two seconds. */
  stop(): Promise<void>
}

const PATIENCE_MS = 2_000

/**
 * OpenTelemetry, when its standard variables name a receiver of traces; else null, and nothing of it is loaded. Spans go out in batches over
 * OTLP/HTTP, and are dropped when too many wait.
 */
export async function openTracing(
  service: string,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<Tracing | null> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = variables
  if (!(OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || OTEL_EXPORTER_OTLP_ENDPOINT)) return null
  if (variables.OTEL_SDK_DISABLED === 'true' || variables.OTEL_TRACES_EXPORTER === 'none') return null
  const [
    api,
    { AsyncLocalStorageContextManager },
    { W3CTraceContextPropagator },
    { OTLPTraceExporter },
    resources,
    sdk,
  ] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ])
  const named = resources.resourceFromAttributes({ 'service.name': service })
  // What the environment says of the resource, such as OTEL_SERVICE_NAME, comes before our own.
  const told = resources.detectResources({
    detectors: [resources.resourceAttributesEnvDetector, resources.serviceNameEnvDetector],
  })
  const provider = new sdk.TracerProvider({
    resource: resources.defaultResource().merge(named).merge(told),
    sampler: samplerOf(sdk, variables),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  })
  const contexts = new AsyncLocalStorageContextManager().enable()
  api.context.setGlobalContextManager(contexts)
  // Trace context alone: a baggage from outside is not for the subgraphs.
  api.propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  api.trace.setGlobalTracerProvider(provider)
  const logger = createLogger('tracing')
  const failed = (error: string) => logger.warn({ error }, 'spans could not be sent')
  const quiet = () => undefined
  api.diag.setLogger({ error: failed, warn: failed, info: quiet, debug: quiet, verbose: quiet }, api.DiagLogLevel.WARN)
  return {
    tracer: provider.getTracer('casbah'),
    stop: async () => {
      // What fails here was logged, and nobody waits for spans.
      const sent = provider.shutdown().catch(() => undefined)
      await Promise.race([sent, sleep(PATIENCE_MS, undefined, { ref: false })])
    },
  }
}

/** As `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` say; all by default, and whatever a parent was decided on. */
function samplerOf(sdk: typeof import('@opentelemetry/sdk-trace'), variables: NodeJS.ProcessEnv) {
  const name = variables.OTEL_TRACES_SAMPLER || 'parentbased_always_on'
  const ratio = Number(variables.OTEL_TRACES_SAMPLER_ARG || 1)
  const own = {
    always_on: () => new sdk.AlwaysOnSampler(),
    always_off: () => new sdk.AlwaysOffSampler(),
    traceidratio: () => new sdk.TraceIdRatioBasedSampler(ratio),
  }[name.replace(/^parentbased_/, '')]
  if (!own || !(ratio >= 0 && ratio <= 1))
    throw new StartError(
      `OTEL_TRACES_SAMPLER=${name} with OTEL_TRACES_SAMPLER_ARG=${variables.OTEL_TRACES_SAMPLER_ARG ?? ''} is not understood. ` +
        'Use always_on, always_off or traceidratio with a number from 0 to 1, each also with parentbased_ in front.',
    )
  return name.startsWith('parentbased_') ? new sdk.ParentBasedSampler({ root: own() }) : own()
}
