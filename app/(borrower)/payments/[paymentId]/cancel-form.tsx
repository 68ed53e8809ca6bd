import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/words/translations.ts'
import { cancelPayment } from './actions.ts'

/** Gives up a payment that is not finished. */
export async function CancelForm({ paymentId, failed }: { paymentId: string; failed: boolean }) {
  const t = await getTranslations('payment')
  return (
    <Form action={cancelPayment} className="flex flex-col gap-2">
      <input type="hidden" name="paymentId" value={paymentId} />
      {failed && (
        <p role="alert" className="text-small font-semibold text-bad">
          {t('cancel_failed')}
        </p>
      )}
      <Button look="plain">{t('cancel')}</Button>
    </Form>
  )
}
