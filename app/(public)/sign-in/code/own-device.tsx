import { getTranslations } from '#lib/i18n/translations.ts'

/** Unticked: a borrowed device is the rule here. */
export async function OwnDevice() {
  const t = await getTranslations('sign-in')
  return (
    <label className="grid min-h-11 cursor-pointer grid-cols-[1.5rem_1fr] gap-x-3">
      <input
        type="checkbox"
        name="ownDevice"
        value="yes"
        aria-describedby="ownDevice-hint"
        className="mt-0.5 size-6 shrink-0 accent-accent"
      />
      <span className="font-medium">{t('code.own_device')}</span>{' '}
      <span id="ownDevice-hint" className="col-start-2 text-small text-soft">
        {t('code.own_device_hint')}
      </span>
    </label>
  )
}
