import { ProviderName } from '#components/desk/provider-name.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import type { ProviderState } from '#lib/holds/outages.ts'
import { formatDayAndTime, formatMoment, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { pauseSending, resumeSending } from './actions.ts'

type Props = {
  providers: ProviderState[]
  reader: Reader
  fault: { fault?: string; provider?: string }
  /** Stopping a whole lock service, and sending again, is not for every role. */
  mayStop: boolean
  /** Those that do not answer. */
  out: ReadonlySet<string>
}

export function Providers({ providers, reader, fault, mayStop, out }: Props) {
  return providers.map((provider) =>
    provider.pausedAt ? (
      <Paused key={provider.provider} state={provider} reader={reader} mayStop={mayStop} />
    ) : (
      <Working
        key={provider.provider}
        state={provider}
        mayStop={mayStop}
        isSilent={out.has(provider.provider)}
        isFault={fault.fault === 'reason' && fault.provider === provider.provider}
      />
    ),
  )
}

type PausedProps = { state: ProviderState; reader: Reader; mayStop: boolean }

function Paused({ state, reader, mayStop }: PausedProps) {
  const t = useTranslations('desk-unlocks')
  const { provider, pausedAt, reasons, untilAt, waitingUnlocks } = state
  return (
    <Card>
      <Banner
        tone="wait"
        title={t.rich('outage.title', {
          provider: () => <ProviderName provider={provider} />,
          at: pausedAt ? formatMoment(pausedAt, reader) : '',
        })}
      >
        <ul className="flex flex-col gap-1">
          {reasons.map(({ at, name, reason }) => (
            <li key={`${at} ${reason}`}>
              <bdi>{reason}</bdi>{' '}
              <span className="text-small text-soft">
                <bdi>{name}</bdi> {formatMoment(Temporal.Instant.from(at), reader)}
              </span>
            </li>
          ))}
        </ul>
        <p>{t('outage.waiting', { count: waitingUnlocks })}</p>
        {untilAt && <p>{t('outage.until', { until: formatDayAndTime(untilAt, reader) })}</p>}
      </Banner>
      {mayStop ? (
        <Form action={resumeSending}>
          <input type="hidden" name="provider" value={provider} />
          <Button>{t('outage.end')}</Button>
        </Form>
      ) : (
        <p className="text-small text-soft">{t('outage.needs')}</p>
      )}
    </Card>
  )
}

type WorkingProps = {
  state: ProviderState
  isFault: boolean
  mayStop: boolean
  isSilent: boolean
}

function Working({ state, isFault, mayStop, isSilent }: WorkingProps) {
  const t = useTranslations('desk-unlocks')
  const { provider } = state
  const [id, error] = [`reason-${provider}`, isFault && t('outage.fault_reason')]
  const works = t.rich(`outage.${isSilent ? 'silent' : 'working'}`, {
    provider: () => <ProviderName provider={provider} />,
  })
  if (!mayStop)
    return (
      <p className="card gap-1">
        <span className="font-semibold">{works}</span>
        <span className="text-small text-soft">{t('outage.needs')}</span>
      </p>
    )
  return (
    <details className="card gap-0" open={isFault}>
      <summary className="min-h-11 cursor-pointer content-center">
        <span className="font-semibold">{works}</span>{' '}
        <span className="text-soft">{t('outage.switch')}</span>
      </summary>
      <Form
        action={pauseSending}
        className="flex max-w-xl flex-col gap-4 pt-2"
        faults={faultsAt({ [id]: error })}
        noValidate
      >
        <p className="text-small text-soft">{t('outage.explained')}</p>
        <input type="hidden" name="provider" value={provider} />
        <Field
          id={id}
          name="reason"
          label={t('outage.reason')}
          error={error}
          autoComplete="off"
          maxLength={200}
        />
        <Button look="quiet">{t('outage.begin')}</Button>
      </Form>
    </details>
  )
}
