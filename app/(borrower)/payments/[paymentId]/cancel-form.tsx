import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { cancelPayment } from './actions.ts'

type Props = { paymentId: string; said: string | undefined }

export async function CancelForm({ paymentId, said }: Props) {
  const t = await getTranslations('payment')
  return (
    <Form action={cancelPayment} className="flex flex-col gap-2">
      <input type="hidden" name="paymentId" value={paymentId} />
      {(said === 'failed' || said === 'refused') && (
        <p role="alert" className="text-small font-semibold text-bad">
          {t(said === 'failed' ? 'cancel_failed' : 'cancel_refused')}
        </p>
      )}
      <Button look="plain">{t('cancel')}</Button>
    </Form>
  )
}
