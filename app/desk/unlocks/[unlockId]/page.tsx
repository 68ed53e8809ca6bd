import { DeskPage } from '#app/desk/desk-page.tsx'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { sendAgain } from '#app/desk/unlocks/actions.ts'
import { readerOf } from '#app/reader.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Button, LinkButton, TextLink } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { attemptsOf, evidenceSince, unlockOf, whoAskedFor } from '#lib/unlocks/unlock-history.ts'
import { servicesOut } from '#lib/workflows/outages/services-out.ts'
import { byHand } from './asked-by-hand.ts'
import { Attempts } from './attempts.tsx'
import { Evidence } from './evidence.tsx'
import { TakingBack } from './taking-back.tsx'
import { UnlockFacts } from './unlock-facts.tsx'

type Props = { params: Promise<{ unlockId: string }>; searchParams: Promise<{ done?: string }> }

const doings = [
  'asked',
  'opened',
  'sent_again',
  'taken_back',
  'over',
  'open_already',
  'under_way',
] as const
const goodDoings: readonly string[] = ['asked', 'opened', 'sent_again', 'taken_back']
const overStates: readonly string[] = ['confirmed', 'superseded']

export async function generateMetadata() {
  return { title: (await getTranslations('desk-unlocks'))('unlock.page_title') }
}

export default async function UnlockAtDesk({ params, searchParams }: Props) {
  const signedIn = await requireStaff()
  const { unlockId } = await params
  const { done } = await searchParams
  const { lender, staff } = signedIn
  const db = database()
  const unlock = isUuid(unlockId) ? await unlockOf(db, lender.id, unlockId) : undefined
  if (!unlock) return notAtThisDesk(signedIn, `unlock ${unlockId}`)
  await auditView(db, signedIn, { subject: 'unlock', subjectId: unlock.id })
  const attempts = await attemptsOf(db, unlock.id)
  const evidence = await evidenceSince(db, unlock.deviceId, unlock.requestedAt)
  const t = await getTranslations('desk-unlocks')
  const reader = await readerOf(lender)
  const { status } = await byHand(unlock)
  const mayTry = status === 'by_service' && !overStates.includes(unlock.state)
  const isOut = mayTry && (await servicesOut(db, lender.id)).has(unlock.provider)
  const doing = doings.find((name) => name === done)
  return (
    <DeskPage
      title={t.rich('unlock.title', { reference: () => <bdi>{unlock.reference}</bdi> })}
      lead={
        <TextLink href={`/desk/loans/${unlock.loanId}`}>
          <bdi>{unlock.borrowerName}</bdi> · <bdi>{`${unlock.brand} ${unlock.model}`}</bdi>
        </TextLink>
      }
      lender={lender}
      staff={staff}
      back={{ href: '/desk/unlocks', label: t('title') }}
    >
      <div className="flex max-w-2xl flex-col gap-5">
        {doing && (
          <Banner tone={goodDoings.includes(doing) ? 'good' : 'plain'} title={t(`done.${doing}`)} />
        )}
        <UnlockFacts
          unlock={unlock}
          asked={await whoAskedFor(db, lender.id, unlock.id)}
          reader={reader}
        />
        {status === 'asked' && (
          <LinkButton href={`/desk/unlocks/${unlock.id}/opened`} className="max-w-xl">
            {t('opened.act')}
          </LinkButton>
        )}
        {status === 'over' && unlock.lockState !== 'locked' && (
          <TextLink href={`/desk/loans/${unlock.loanId}/acts/locked`}>{t('locked.act')}</TextLink>
        )}
        {mayTry && isOut && <p className="text-soft">{t('goes_by_itself')}</p>}
        {mayTry && !isOut && (
          <Form action={sendAgain} className="max-w-xl">
            <input type="hidden" name="unlockId" value={unlock.id} />
            <Button>{t('send_again')}</Button>
          </Form>
        )}
        <TakingBack unlock={unlock} lenderId={lender.id} reader={reader} />
        {!isOpenedByHand(unlock.provider) && (
          <Attempts attempts={attempts} begun={unlock.attempts} reader={reader} />
        )}
        <Evidence evidence={evidence} reader={reader} />
      </div>
    </DeskPage>
  )
}
