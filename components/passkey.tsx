import { useTranslations } from '#lib/words/translations.ts'
import { DigitsField } from './ui/digits-field.tsx'
import { ErrorSummary } from './ui/error-summary.tsx'

/** What was asked for with a code, as the address keeps it. */
export type PasskeyAsked = { refusal?: string; passkey?: string }

/** What was wrong with the passkey; undefined: nothing, or none was asked for yet. */
export function passkeyFault({ refusal }: PasskeyAsked) {
  return refusal === 'passkey_missing' || refusal === 'passkey_wrong' ? refusal : undefined
}

export function PasskeySummary({ asked }: { asked: PasskeyAsked }) {
  const t = useTranslations('code')
  const message = useMessage(asked)
  return (
    <ErrorSummary
      title={t('passkey_summary')}
      faults={message ? [{ field: 'passkey', message }] : []}
    />
  )
}

/** Where the passkey is typed; nothing while the lock service wants none. */
export function PasskeyField({ asked }: { asked: PasskeyAsked }) {
  const t = useTranslations('code')
  const message = useMessage(asked)
  if (!message && asked.refusal !== 'passkey_needed') return null
  return (
    <DigitsField
      name="passkey"
      label={t('passkey_label')}
      hint={t('passkey_hint')}
      error={message}
      defaultValue={asked.passkey ?? ''}
      inputMode="numeric"
    />
  )
}

function useMessage(asked: PasskeyAsked): string | undefined {
  const t = useTranslations('code')
  const fault = passkeyFault(asked)
  return fault && t(fault, { count: asked.passkey?.length ?? 0 })
}
