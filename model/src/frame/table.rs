//! The tables at the head of a payload: devices and record ids, each written once and then named by its place.

use std::collections::HashMap;

use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::frame::column::{read_numbers, write_numbers};
use crate::id::{DeviceId, OpId, RecordId};

const WHAT: &str = "a frame's table";

/// Devices and record ids in the order in which they are first used.
#[derive(Debug, Default)]
pub(super) struct Tables {
    devices: Vec<DeviceId>,
    device_places: HashMap<DeviceId, u64>,
    ids: Vec<RecordId>,
    id_places: HashMap<RecordId, u64>,
}

impl Tables {
    /// The place of a device, given now if it has none.
    pub(super) fn device(&mut self, device: DeviceId) -> u64 {
        let next = self.devices.len() as u64;
        *self.device_places.entry(device).or_insert_with(|| {
            self.devices.push(device);
            next
        })
    }

    /// The place of a record id, given now if it has none.
    pub(super) fn id(&mut self, id: RecordId) -> u64 {
        let next = self.ids.len() as u64;
        *self.id_places.entry(id).or_insert_with(|| {
            self.ids.push(id);
            next
        })
    }

    pub(super) fn device_at(&self, place: u64) -> Decoded<DeviceId> {
        let place = usize::try_from(place).map_err(|_| DecodeError::OutOfRange(WHAT))?;
        self.devices.get(place).copied().ok_or(DecodeError::OutOfRange(WHAT))
    }

    pub(super) fn id_at(&self, place: u64) -> Decoded<RecordId> {
        let place = usize::try_from(place).map_err(|_| DecodeError::OutOfRange(WHAT))?;
        self.ids.get(place).copied().ok_or(DecodeError::OutOfRange(WHAT))
    }

    /// Devices as 8 bytes each. An id that was made from an op of a device in the table is written as the device's place
    /// + 1, number and index; every other as 0 and its 16 bytes.
    pub(super) fn write(&self, w: &mut Writer) {
        w.varint(self.devices.len() as u64);
        self.devices.iter().for_each(|device| w.raw(&device.0.to_be_bytes()));
        w.varint(self.ids.len() as u64);
        let mut makers = Vec::new();
        let (mut seqs, mut indexes, mut raw) = (Vec::new(), Vec::new(), Vec::new());
        for id in &self.ids {
            let (op, index) = id.as_op();
            match self.device_places.get(&op.device) {
                Some(place) => {
                    makers.push(place + 1);
                    seqs.push(op.seq);
                    indexes.push(u64::from(index));
                }
                None => {
                    makers.push(0);
                    raw.extend_from_slice(&id.0);
                }
            }
        }
        write_numbers(&makers, w);
        write_numbers(&seqs, w);
        write_numbers(&indexes, w);
        w.raw(&raw);
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let mut tables = Self::default();
        for _ in 0..r.count(WHAT)? {
            tables.devices.push(DeviceId(u64::from_be_bytes(r.array(WHAT)?)));
        }
        // An id takes no byte of its own when its columns are constant; what bounds it is that each is used by a row.
        let count: usize = r.small(WHAT)?;
        if count > (1 << 18) {
            return Err(DecodeError::TooLarge(WHAT));
        }
        let makers = read_numbers(count, r)?;
        let made = makers.iter().filter(|maker| **maker > 0).count();
        let mut seqs = read_numbers(made, r)?.into_iter();
        let mut indexes = read_numbers(made, r)?.into_iter();
        for maker in makers {
            let id = match maker.checked_sub(1) {
                None => RecordId(r.array(WHAT)?),
                Some(place) => {
                    let seq = seqs.next().unwrap_or_default();
                    let index = u16::try_from(indexes.next().unwrap_or_default());
                    let index = index.map_err(|_| DecodeError::OutOfRange(WHAT))?;
                    RecordId::of_op(OpId { device: tables.device_at(place)?, seq }, index)
                }
            };
            tables.ids.push(id);
        }
        Ok(tables)
    }
}
