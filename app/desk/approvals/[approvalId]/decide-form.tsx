import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { Approval } from '#lib/approvals/queries.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'
import { decide, withdraw } from './actions.ts'

type Props = {
  approval: Approval
  staff: SignedInStaff['staff']
  fault: string | undefined
  /** Things are not as they were when it was asked, so a yes would do nothing. */
  isStale: boolean
}

export function DecideForm({ approval, staff, fault, isStale }: Props) {
  const t = useTranslations('desk-acts')
  const approvalId = <input type="hidden" name="approvalId" value={approval.id} />
  if (approval.askedBy === staff.id)
    return (
      <Form action={withdraw} className="flex flex-col gap-3">
        {approvalId}
        <p>{t('approval.yours')}</p>
        <Button look="quiet">{t('approval.withdraw')}</Button>
      </Form>
    )
  const errors = { note: fault === 'note' && t('approval.fault_note') }
  if (staff.role === 'agent') return <Banner tone="plain" title={t('approval.not_for_you')} />
  return (
    <Form action={decide} className="flex flex-col gap-4" faults={faultsAt(errors)} noValidate>
      {approvalId}
      <TextArea
        name="note"
        label={t('note')}
        hint={t('approval.note_hint')}
        error={errors.note}
        maxLength={500}
      />
      <Button name="decision" value={isStale ? 'stale' : 'approved'}>
        {t(isStale ? 'approval.send_back' : 'approval.approve')}
      </Button>
      <Button look="quiet" name="decision" value="refused">
        {t('approval.refuse')}
      </Button>
    </Form>
  )
}
