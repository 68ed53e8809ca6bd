import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { confirmHandOver, moveHandOver } from './actions.ts'
import { addressOf } from './return-forms.ts'
import type { ViewedReturn } from './viewed-return.ts'

export async function ConfirmTask({ shown }: ViewedReturn) {
  const t = await getTranslations('desk-returns')
  return (
    <Card>
      <h2>{t('schedule.title')}</h2>
      <p>{t('schedule.text')}</p>
      <Form action={confirmHandOver}>
        <input type="hidden" name="returnId" value={shown.returnId} />
        <input type="hidden" name="version" value={shown.version} />
        <Button look="quiet">{t('schedule.confirm')}</Button>
      </Form>
    </Card>
  )
}

/** Moves the hand-over, with a reason that the borrower reads. Its form is opened by a link. */
export async function MoveTask({ isOpen, ...viewed }: ViewedReturn & { isOpen: boolean }) {
  const t = await getTranslations('desk-returns')
  const { shown, reader } = viewed
  const { returnId, version, courierOn } = shown
  return (
    <section id="move" className="card">
      <h2>{t('schedule.move_title')}</h2>
      <p>{t('schedule.move_lead')}</p>
      {courierOn && (
        <p>{t('schedule.move_courier', { day: formatDay(courierOn, reader, 'long') })}</p>
      )}
      {isOpen ? (
        <ActForm
          action={moveHandOver}
          hidden={{ returnId, version: `${version}` }}
          sentTo={addressOf(returnId, 'move')}
          words={{ ...(await actWords('')), next: t('schedule.move') }}
          fields={await moveFields(viewed)}
        />
      ) : (
        <LinkButton look="quiet" href={`/desk/returns/${returnId}?move=1#move`}>
          {t('schedule.move_open')}
        </LinkButton>
      )}
    </section>
  )
}

type Fields = Parameters<typeof ActForm>[0]['fields']

async function moveFields({ shown, lender }: ViewedReturn): Promise<Fields> {
  const t = await getTranslations('desk-returns')
  const words = await getTranslations('returns')
  const { dropOffPoints, courierSlots } = lender.policy.return
  const points = dropOffPoints.map(({ name, address }, index) => ({
    value: `drop_off-${index}`,
    label: name,
    hint: address,
  }))
  const slots = courierSlots.map((value) => ({ value, label: words(`way.slots.${value}`) }))
  const courier = { value: 'courier', label: t('schedule.courier') }
  const address = shown.courierAddress ?? ''
  const ofCourier: Fields = [
    { name: 'on', kind: 'date', label: t('schedule.on') },
    { name: 'slot', kind: 'choice', label: t('schedule.slot'), options: slots },
    { name: 'address', kind: 'area', label: t('schedule.address'), value: address },
  ]
  const hint = t('schedule.reason_hint')
  const options = slots.length > 0 ? [...points, courier] : points
  return [
    { name: 'way', kind: 'choice', label: t('schedule.way'), options },
    ...(slots.length > 0 ? ofCourier : []),
    { name: 'reason', kind: 'area', label: t('schedule.reason'), hint },
  ]
}
