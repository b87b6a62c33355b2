//! The packets that a client sends. `None` where the library refuses one, which it does for none of these.

use mqtt_protocol_core::mqtt::packet::{
    MaximumPacketSize, MessageExpiryInterval, Property, Qos, ReceiveMaximum, RetainHandling, SessionExpiryInterval,
    SubEntry, SubOpts, v5_0,
};
use mqtt_protocol_core::mqtt::result_code::DisconnectReasonCode;

use super::frames::MAX_PACKET_BYTES;
use super::{KEEP_ALIVE_S, RECEIVE_MAXIMUM, Settings};
use crate::room::Publish;
use crate::topic::{Place, Topic};

/// The bytes of a packet.
pub(super) type Packet = Vec<u8>;

pub(super) fn connect(settings: &Settings) -> Option<Packet> {
    let name = settings.name.to_string();
    // At most 23 letters, which every broker takes, and nobody knows them who does not know where the room is: whoever gives
    // another's client id takes its place.
    let client = format!("{}{}", settings.me, name.get(..7)?);
    let mut connect = v5_0::Connect::builder()
        .client_id(client)
        .ok()?
        .user_name(name)
        .ok()?
        .clean_start(false)
        .keep_alive(KEEP_ALIVE_S)
        .props(vec![
            Property::SessionExpiryInterval(SessionExpiryInterval::new(settings.expiry_s).ok()?),
            Property::ReceiveMaximum(ReceiveMaximum::new(RECEIVE_MAXIMUM).ok()?),
            Property::MaximumPacketSize(MaximumPacketSize::new(MAX_PACKET_BYTES).ok()?),
        ]);
    if settings.announces {
        let presence = Topic {
            name: settings.name,
            peer: settings.me,
            place: Place::Presence,
        };
        // No bytes: the broker takes away "I am here", and tells the others.
        connect = connect
            .will_message(presence.to_string(), Vec::new(), Qos::AtLeastOnce, true)
            .ok()?;
    }
    connect.build().ok().map(|packet| packet.to_continuous_buffer())
}

pub(super) fn subscribe(settings: &Settings, id: u16) -> Option<Packet> {
    let how = SubOpts::new()
        .set_qos(Qos::AtLeastOnce)
        .set_nl(true)
        .set_rh(RetainHandling::SendRetainedIfNotExists);
    let filters = settings.name.filters();
    let entries: Vec<SubEntry> = filters
        .iter()
        .map(|filter| SubEntry::new(filter.as_str(), how).ok())
        .collect::<Option<_>>()?;
    let subscribe = v5_0::Subscribe::builder().entries(entries).packet_id(id).build();
    subscribe.ok().map(|packet| packet.to_continuous_buffer())
}

pub(super) fn publish(publish: &Publish, expiry_s: u32, id: u16) -> Option<Packet> {
    let expiry = MessageExpiryInterval::new(expiry_s).ok()?;
    v5_0::Publish::builder()
        .topic_name(publish.topic.to_string())
        .ok()?
        .qos(Qos::AtLeastOnce)
        .retain(publish.topic.place != Place::Live)
        .packet_id(id)
        .props(vec![Property::MessageExpiryInterval(expiry)])
        .payload(publish.payload.clone())
        .build()
        .ok()
        .map(|packet| packet.to_continuous_buffer())
}

pub(super) fn puback(id: u16) -> Option<Packet> {
    v5_0::Puback::builder()
        .packet_id(id)
        .build()
        .ok()
        .map(|packet| packet.to_continuous_buffer())
}

pub(super) fn pingreq() -> Option<Packet> {
    let pingreq = v5_0::Pingreq::builder().build();
    pingreq.ok().map(|packet| packet.to_continuous_buffer())
}

/// The broker sends the will now and not when it finds out.
pub(super) fn disconnect() -> Option<Packet> {
    let disconnect = v5_0::Disconnect::builder().reason_code(DisconnectReasonCode::DisconnectWithWillMessage);
    disconnect.build().ok().map(|packet| packet.to_continuous_buffer())
}
