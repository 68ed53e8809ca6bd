import { Counter, Gauge, Registry } from 'prom-client'

type Metrics = { registry: Registry; counted: { webhooks: Counter<'source' | 'result'> } }

const shared = globalThis as typeof globalThis & { keyturnMetrics?: Metrics }

function create(): Metrics {
  const registry = new Registry()
  const webhooks = new Counter({
    name: 'keyturn_webhooks_total',
    help: 'Webhooks received',
    labelNames: ['source', 'result'] as const,
    registers: [registry],
  })
  return { registry, counted: { webhooks } }
}

shared.keyturnMetrics ??= create()

/** This process's counters. What is true of the whole installation is read from PostgreSQL when asked (api/metrics). */
export const { registry, counted } = shared.keyturnMetrics

/** One figure of the moment, as Prometheus text. */
export async function gaugeText(
  name: string,
  help: string,
  values: { labels: Record<string, string>; value: number }[],
): Promise<string> {
  const once = new Registry()
  const gauge = new Gauge({
    name,
    help,
    labelNames: [...new Set(values.flatMap(({ labels }) => Object.keys(labels)))],
    registers: [once],
  })
  for (const { labels, value } of values) gauge.set(labels, value)
  return once.metrics()
}
