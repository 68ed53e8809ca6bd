import type { ReactNode } from 'react'
import { requireReturn } from '#app/(borrower)/returns/[returnId]/own-return.ts'
import { DeskQr } from '#components/desk/desk-qr.tsx'
import { Digits } from '#components/digits.tsx'
import { Page } from '#components/page/page.tsx'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatDay, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ReturnDetail } from '#lib/returns/queries.ts'

type Props = { params: Promise<{ returnId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('returns'))('label.title') }
}

export default async function Label({ params }: Props) {
  const { returnId } = await params
  const { lender, shown, reader } = await requireReturn(returnId)
  const t = await getTranslations('returns')
  const isOnItsWay = shown.state === 'arranged'
  return (
    <Page
      title={t('label.title')}
      lead={<span className="print:hidden">{t(isOnItsWay ? 'label.lead' : 'label.not_yet')}</span>}
      lender={lender}
      signedIn
      reference={shown.reference}
      back={{ href: `/returns/${returnId}`, label: t('label.back') }}
    >
      {isOnItsWay && (
        <>
          <Sticker shown={shown} lender={lender} reader={reader} />
          <p className="text-small text-soft print:hidden">{t('label.print')}</p>
        </>
      )}
    </Page>
  )
}

type StickerProps = {
  shown: ReturnDetail
  lender: { name: string; policy: LenderPolicy }
  reader: Reader
}

// Who carries the parcel learns where it goes, and nothing else: no loan, no number of it, no reason.
async function Sticker({ shown, lender, reader }: StickerProps) {
  const t = await getTranslations('returns')
  const { reference, borrowerName, courierAddress, courierOn, dropOffPoint } = shown
  const point = lender.policy.return.dropOffPoints.find(({ name }) => name === dropOffPoint)
  return (
    <section className="card border-2 border-dashed border-edge print:border-2">
      <div className="grid gap-5 sm:grid-cols-[1fr_11rem] print:grid-cols-[1fr_11rem]">
        <div className="flex flex-col gap-5">
          <Place title={t('label.to')}>
            <p className="text-lead font-bold">
              {t('label.returns', { lender: isolated(lender.name) })}
            </p>
            {point && (
              <>
                <p>
                  <bdi>{point.name}</bdi>
                </p>
                <p>
                  <bdi>{point.address}</bdi>
                </p>
              </>
            )}
            {courierOn && (
              <p>{t('label.courier', { day: formatDay(courierOn, reader, 'long') })}</p>
            )}
          </Place>
          <Place title={t('label.from')}>
            <p className="font-medium">
              <bdi>{borrowerName}</bdi>
            </p>
            {courierAddress && (
              <p className="whitespace-pre-line">
                <bdi>{courierAddress}</bdi>
              </p>
            )}
          </Place>
        </div>
        <div className="flex flex-col items-center gap-2">
          <DeskQr text={reference} label={t('label.qr', { reference })} />
          <p className="text-title font-bold">
            <Digits>{reference}</Digits>
          </p>
        </div>
      </div>
    </section>
  )
}

function Place({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="text-small font-semibold text-soft">{title}</h2>
      {children}
    </div>
  )
}
