import { DigitsField } from '#components/ui/digits-field.tsx'
import type { FieldFault } from '#components/ui/error-summary.tsx'
import { faultsAt } from '#components/ui/form.tsx'
import { getTranslations, useTranslations } from '#lib/i18n/translations.ts'
import type { Translator } from '#lib/i18n/translator.ts'
import { passkeyWords } from './passkey-words.ts'

/** What was asked for with a code, as the address keeps it. */
type PasskeyAsked = { refusal?: string; passkey?: string }

/** What was wrong with the passkey; undefined: nothing, or none was asked for yet. */
function passkeyFault({ refusal }: PasskeyAsked) {
  return refusal === 'passkey_missing' || refusal === 'passkey_wrong' ? refusal : undefined
}

/** The same for the form around it. */
export async function passkeyFaults(asked: PasskeyAsked): Promise<FieldFault[]> {
  return faultsAt({ passkey: messageOf(asked, await getTranslations('code')) })
}

/** Where the passkey is typed; nothing while the lock service wants none. */
export function PasskeyField({ asked }: { asked: PasskeyAsked }) {
  const t = useTranslations('code')
  const message = messageOf(asked, t)
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

function messageOf(asked: PasskeyAsked, t: Translator<'code'>): string | undefined {
  const fault = passkeyFault(asked)
  return fault && t(fault, passkeyWords(asked.passkey ?? ''))
}
