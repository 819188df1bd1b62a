//! The peoples of Vietnam with their official numbers: Decision 121-TCTK/PPCĐ of 2 March 1979 of the General Statistics
//! Office. A local group, such as Ca Dong under Xơ Đăng, is written beside the number in the person's own words
//! (`domain.md` §6.6).

/// Number and name of each of the 54 peoples, in the order of the list.
pub const PEOPLES: [(u8, &str); 54] = [
    (1, "Kinh"),
    (2, "Tày"),
    (3, "Thái"),
    (4, "Hoa"),
    (5, "Khơ-me"),
    (6, "Mường"),
    (7, "Nùng"),
    (8, "HMông"),
    (9, "Dao"),
    (10, "Gia-rai"),
    (11, "Ngái"),
    (12, "Ê-đê"),
    (13, "Ba-na"),
    (14, "Xơ-đăng"),
    (15, "Sán Chay"),
    (16, "Cơ-ho"),
    (17, "Chăm"),
    (18, "Sán Dìu"),
    (19, "Hrê"),
    (20, "Mnông"),
    (21, "Ra-glai"),
    (22, "Xtiêng"),
    (23, "Bru-Vân Kiều"),
    (24, "Thổ"),
    (25, "Giáy"),
    (26, "Cơ-tu"),
    (27, "Gié-Triêng"),
    (28, "Mạ"),
    (29, "Khơ-mú"),
    (30, "Co"),
    (31, "Ta-ôi"),
    (32, "Chơ-ro"),
    (33, "Kháng"),
    (34, "Xinh-mun"),
    (35, "Hà Nhì"),
    (36, "Chu-ru"),
    (37, "Lào"),
    (38, "La Chí"),
    (39, "La Ha"),
    (40, "Phù Lá"),
    (41, "La Hủ"),
    (42, "Lự"),
    (43, "Lô Lô"),
    (44, "Chứt"),
    (45, "Mảng"),
    (46, "Pà Thẻn"),
    (47, "Cơ Lao"),
    (48, "Cống"),
    (49, "Bố Y"),
    (50, "Si La"),
    (51, "Pu Péo"),
    (52, "Brâu"),
    (53, "Ơ Đu"),
    (54, "Rơ-măm"),
];

/// The name of a people by its number.
pub fn name(number: u8) -> Option<&'static str> {
    PEOPLES.iter().find(|(known, _)| *known == number).map(|(_, name)| *name)
}

/// The number of a people by its number or its name as people write it: marks, case and hyphens do not matter.
pub fn read(text: &str) -> Option<u8> {
    let bare = |text: &str| crate::text::fold(text).replace(['-', ' ', '\''], "");
    let wanted = bare(text);
    let by_name = PEOPLES.iter().find(|(_, name)| bare(name) == wanted);
    by_name.map(|(number, _)| *number).or_else(|| text.trim().parse().ok().filter(|number| name(*number).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_fifty_four_and_each_is_found_by_its_number_and_by_its_name() {
        for (index, (number, people)) in PEOPLES.iter().enumerate() {
            assert_eq!(usize::from(*number), index + 1);
            assert_eq!(read(people), Some(*number), "{people}");
            assert_eq!(read(&number.to_string()), Some(*number));
            assert_eq!(name(*number), Some(*people));
        }
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        assert_eq!(read("hre"), Some(19));
        assert_eq!(read("XO DANG"), Some(14));
        assert_eq!(read("Gia Rai"), Some(10));
        assert_eq!((read("Ca Dong"), read("55"), read("")), (None, None, None));
    }
}
