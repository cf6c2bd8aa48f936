import type { QueryClient } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Body, CallingList, Campaign } from '@/services/types'
import { CAMPAIGNS_PATH, campaignKeys, campaignPath, LISTS_PATH } from './queries'

/** The server fills in what is not said. */
export type CampaignBody = Partial<Body<'/api/app/campaigns'>>
export type Move = 'start' | 'pause' | 'end'

/** The same campaign wherever it is shown; a new one comes first, as the list is ordered. */
function putCampaign(client: QueryClient, campaign: Campaign): Campaign {
  client.setQueryData<Campaign>(campaignKeys.detail(campaign.id), campaign)
  client.setQueryData<Campaign[]>(campaignKeys.list, (old) =>
    old?.some(({ id }) => id === campaign.id)
      ? old.map((one) => (one.id === campaign.id ? campaign : one))
      : old && [campaign, ...old],
  )
  return campaign
}

export const createCampaign = async (client: QueryClient, body: CampaignBody): Promise<Campaign> =>
  putCampaign(client, await http.post<Campaign>(CAMPAIGNS_PATH, body))

export const changeCampaign = async (
  client: QueryClient,
  { id, version }: Campaign,
  body: CampaignBody,
): Promise<Campaign> =>
  putCampaign(client, await http.put<Campaign>(campaignPath(id), body, { ifMatch: version }))

export const moveCampaign = async (client: QueryClient, id: number, move: Move): Promise<Campaign> =>
  putCampaign(client, await http.post<Campaign>(campaignPath(id, `/${move}`)))

export const scheduleCampaign = async (client: QueryClient, id: number, at: Date): Promise<Campaign> =>
  putCampaign(
    client,
    await http.post<Campaign>(campaignPath(id, '/schedule'), { scheduled_time: at.toISOString() }),
  )

export async function deleteCampaign(client: QueryClient, id: number): Promise<void> {
  await http.delete(campaignPath(id))
  client.setQueryData<Campaign[]>(campaignKeys.list, (old) => old?.filter((one) => one.id !== id))
  void client.invalidateQueries({ queryKey: campaignKeys.callingLists })
}

/** Its leads go to that campaign with it; null takes them out of the one they are in. */
export async function attachList(
  client: QueryClient,
  list: CallingList,
  campaign: number | null,
): Promise<void> {
  await http.put(`${LISTS_PATH}/${list.id}`, { campaign_id: campaign })
  await Promise.all([
    client.invalidateQueries({ queryKey: campaignKeys.callingLists }),
    client.invalidateQueries({ queryKey: campaignKeys.all }),
  ])
}
